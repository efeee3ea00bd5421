/**
 * What goes wrong in a rehearsal world, and when: at exact calls, by chance from a seed, or at once. Everything here is
 * plain data but {@link io.github.flexyfleet.simulator.fault.Faults}, which a running world obeys.
 */
package io.github.flexyfleet.simulator.fault;
