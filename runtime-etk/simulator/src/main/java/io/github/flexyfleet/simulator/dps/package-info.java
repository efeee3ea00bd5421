/** A Device Provisioning Service: enrollments over REST, registration over MQTT, identities at the world's hub. */
package io.github.flexyfleet.simulator.dps;
