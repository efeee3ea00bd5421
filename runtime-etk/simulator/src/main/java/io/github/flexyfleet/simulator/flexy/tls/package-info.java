/** TLS as the gateway's firmware does it: trust, dates by its own clock, names. */
package io.github.flexyfleet.simulator.flexy.tls;
