/** Identities of devices at an IoT Hub, and the messages that arrive there. Knows the hub's REST interface only. */
package io.github.flexyfleet.fleet.hub;
