/**
 * An Azure IoT Hub as devices and service clients see it (azure-iot-hub 1, 2, 4 and 9): MQTT over TLS with device
 * certificates, the identity registry and the twins with their REST calls, and the log of what arrived.
 */
package io.github.flexyfleet.simulator.hub;
