/** Loads and rewrites the classes of a gateway's Java VM. */
package io.github.flexyfleet.simulator.vm.load;
