package io.github.flexyfleet.simulator.time;

import java.time.Duration;

/** One wait of one thread, ended by time or by another thread. Not to be used twice. */
public interface Pause {
    /**
     * Waits until {@link #end} is called, also when it was called before.
     *
     * @throws InterruptedException when the thread is interrupted first
     */
    void await() throws InterruptedException;

    /**
     * The same for so long at most, to the millisecond.
     *
     * @return whether {@link #end} was called
     * @throws InterruptedException when the thread is interrupted first
     */
    boolean await(Duration atMost) throws InterruptedException;

    /** Ends the wait. Callable from any thread, any number of times. */
    void end();
}
