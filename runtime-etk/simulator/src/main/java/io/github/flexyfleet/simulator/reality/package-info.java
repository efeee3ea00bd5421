/** What is assumed of gateways and of Talk2M, each assumption a switch, and the profile of a real gateway that sets them. */
package io.github.flexyfleet.simulator.reality;
