/** The user partition of a gateway. */
package io.github.flexyfleet.simulator.vm.flash;
