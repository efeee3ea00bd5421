package io.github.flexyfleet.runtime.status;

import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.Machine;

/**
 * Serves the Flexy's watch over the runtime (flexy-etk 1.4) as long as every thread moves: the worker by asking for it
 * after each step, the others by beginning and ending each piece of work. A thread that hangs in the Flexy's own code can
 * be helped only by a boot. Thread-safe.
 */
public final class Alive {
    /** The thread that runs the callbacks of the ETK. */
    public static final int EVENTS = 0;

    /** A thread that sends over HTTPS. */
    public static final int SENDER = 1;

    /** Minutes without being served after which the Flexy boots; what HMS uses (flexy-etk 1.4). */
    private static final int WATCH_MINUTES = 5;

    /** A piece of work that takes longer hangs. */
    private static final long LONGEST_SECONDS = 300;

    private final Machine machine;
    private final Gateway gateway;
    private final long[] since = new long[2];

    /** Without a watch. */
    public Alive(Machine machine, Gateway gateway) {
        this.machine = machine;
        this.gateway = gateway;
    }

    /** Begins or ends the watch. */
    public void watch(boolean on) {
        machine.watch(on ? WATCH_MINUTES : 0);
    }

    /** A thread begins a piece of work. Where one has taken the place of another that hangs, the older begin counts. */
    public synchronized void begin(int thread) {
        if (since[thread] == 0) {
            since[thread] = gateway.upSeconds() + 1;
        }
    }

    /** It has done it. */
    public synchronized void end(int thread) {
        since[thread] = 0;
    }

    /** Serves the watch, unless a thread hangs. */
    public synchronized void serve() {
        long now = gateway.upSeconds() + 1;
        for (int i = 0; i < since.length; i++) {
            if (since[i] != 0 && now - since[i] > LONGEST_SECONDS) {
                return;
            }
        }
        machine.alive();
    }
}
