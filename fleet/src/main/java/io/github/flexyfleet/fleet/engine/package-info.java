/** The engine's front door: what a frontend calls for each goal. */
package io.github.flexyfleet.fleet.engine;
