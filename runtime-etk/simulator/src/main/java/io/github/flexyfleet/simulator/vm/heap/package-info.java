/** Heap and stack of a virtual Java VM: what it uses and what it cannot exceed. */
package io.github.flexyfleet.simulator.vm.heap;
