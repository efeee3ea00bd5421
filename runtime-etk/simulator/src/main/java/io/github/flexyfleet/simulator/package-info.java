/**
 * The rehearsal world: virtual Flexys, Talk2M and an IoT Hub in one process, reached by real TLS under their real names
 * through one proxy.
 */
package io.github.flexyfleet.simulator;
