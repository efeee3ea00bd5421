package io.github.flexyfleet.runtime.kit;

import io.github.flexyfleet.runtime.port.Machine;

/** A Java VM that remembers what it was told. */
public final class FakeMachine implements Machine {
    private String next;
    private int minutes = -1;
    private int served;
    private boolean left;

    @Override
    public void nextCommand(String command) {
        next = command;
    }

    @Override
    public void watch(int every) {
        minutes = every;
    }

    @Override
    public void alive() {
        served++;
    }

    @Override
    public void leave() {
        left = true;
    }

    /** The command for the next start, null for none. */
    public String next() {
        return next;
    }

    /** Minutes of the watch, -1 when nothing was said. */
    public int minutes() {
        return minutes;
    }

    /** How often the watch was served. */
    public int served() {
        return served;
    }

    /** Whether the VM was ended. */
    public boolean left() {
        return left;
    }
}
