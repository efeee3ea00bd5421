/**
 * Stand-ins for classes of the Java library that behave differently on a gateway. Guest byte code is rewritten to use
 * them (see {@link io.github.flexyfleet.simulator.vm.load.GuestTransformer}). Each Java VM of a gateway defines its
 * own copy of this package, so static fields here belong to one VM.
 */
package io.github.flexyfleet.simulator.vm.guest;
