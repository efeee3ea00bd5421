/**
 * What the classes inside a gateway's Java VM may ask of the gateway around it. This package alone is shared by both
 * sides: the guest's class loaders hand it through to the simulator's. Every call throws {@link
 * io.github.flexyfleet.simulator.vm.bridge.VmKilled} once the VM is being stopped.
 */
package io.github.flexyfleet.simulator.vm.bridge;
