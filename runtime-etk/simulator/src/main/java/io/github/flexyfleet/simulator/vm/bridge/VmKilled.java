package io.github.flexyfleet.simulator.vm.bridge;

/** The end of a gateway's Java VM, thrown in each of its threads. Guest code cannot keep it. */
public final class VmKilled extends Error {
    /** Without a stack trace: it says nothing about the program. */
    public VmKilled() {
        super("the Java VM was stopped", null, false, false);
    }
}
