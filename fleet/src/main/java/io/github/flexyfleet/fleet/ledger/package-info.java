/**
 * The record of what was done to a fleet, and the lease of whoever may do something to it: one chain of entries a
 * rollout, an intent before each write to a device and its result after, in a store that outlives any process.
 */
package io.github.flexyfleet.fleet.ledger;
