/**
 * A resolved fleet to bundles. Pure and deterministic, but for the writer, which touches only what differs. Depends on
 * {@code model}, {@code certificate} and what is below them.
 */
package io.github.flexyfleet.fleet.compile;
