/**
 * The internet of a rehearsal world: a certification authority, names that lead to loopback listeners, HTTPS servers
 * and the proxy by which programs outside of the world reach them.
 */
package io.github.flexyfleet.simulator.net;
