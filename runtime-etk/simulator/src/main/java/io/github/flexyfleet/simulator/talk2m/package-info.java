/**
 * Talk2M's M2Web as clients see it (talk2m-m2web 2, 3 and 8): accounts, sessions, quota, and the way through to the web
 * server of a gateway.
 */
package io.github.flexyfleet.simulator.talk2m;
