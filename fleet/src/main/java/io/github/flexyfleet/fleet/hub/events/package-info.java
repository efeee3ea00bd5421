/**
 * Reads a hub's built-in endpoint with the Event Hubs client (azure-iot-hub 5). Loaded only when a goal reads messages:
 * nothing else may use these classes' libraries.
 */
package io.github.flexyfleet.fleet.hub.events;
