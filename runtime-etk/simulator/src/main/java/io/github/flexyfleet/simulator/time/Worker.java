package io.github.flexyfleet.simulator.time;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One thread that does work in the order in which it comes or falls due. The thread exists only while there is work and
 * shortly after. Thread-safe.
 */
public interface Worker extends Executor {
    /** Work that has not begun. */
    interface Task {
        /** Takes it back; false when it has begun or was taken back before. */
        boolean cancel();
    }

    /**
     * Does this work as soon as the thread is free.
     *
     * @throws java.util.concurrent.RejectedExecutionException after {@link #stop} or {@link #finish}
     */
    @Override
    void execute(Runnable work);

    /**
     * Does this work after a delay.
     *
     * @throws java.util.concurrent.RejectedExecutionException after {@link #stop} or {@link #finish}
     */
    Task schedule(Duration delay, Runnable work);

    /** Drops all work and interrupts what is being done. */
    void stop();

    /** Drops what is not due yet and takes no more; what is being done or was handed over to be done is done. */
    void finish();

    /** Whether it takes no more work. */
    boolean stopped();
}
