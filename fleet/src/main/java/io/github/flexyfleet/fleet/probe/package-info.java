/** Finds out, on one spare gateway, what nobody has written down about gateways. */
package io.github.flexyfleet.fleet.probe;
