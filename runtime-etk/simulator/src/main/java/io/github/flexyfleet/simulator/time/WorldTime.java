package io.github.flexyfleet.simulator.time;

import java.time.Duration;
import java.time.InstantSource;

/** The clock of a rehearsal world, and every way to wait on it. Thread-safe. */
public interface WorldTime extends InstantSource {
    /** A wait for the calling thread. */
    Pause pause();

    /**
     * A thread for work; it is a daemon of the calling thread's group.
     *
     * @param name of the thread
     */
    Worker worker(String name);

    /** Says that something is under way; see {@link Busy}. */
    Busy busy();

    /** Waits of programs that the simulator runs but did not write. */
    GuestWaits guests();

    /** Waits. */
    default void sleep(Duration duration) throws InterruptedException {
        pause().await(duration);
    }

    /** Waits on this clock: the virtual time that it is, or else the machine's own time with its readings. */
    static WorldTime of(InstantSource clock) {
        return clock instanceof WorldTime time ? time : new RealTime(clock);
    }
}
