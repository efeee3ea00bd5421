/** The native MQTT client of the gateway's firmware (flexy-etk 1.2). */
package io.github.flexyfleet.simulator.flexy.mqtt;
