package io.github.flexyfleet.fleet.ledger;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something again and again beside the work, so that a test can own when. */
@FunctionalInterface
public interface Heart {
    /** What beats until it is closed. */
    interface Beating extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins to beat; the first beat comes after one pause. */
    Beating every(Duration pause, Runnable beat);

    /** A thread that does not keep the process alive. */
    static Heart thread() {
        return (pause, beat) -> {
            ScheduledExecutorService beats = new ScheduledThreadPoolExecutor(1, work -> {
                Thread thread = new Thread(work, "lease");
                thread.setDaemon(true);
                return thread;
            });
            var unused = beats.scheduleWithFixedDelay(beat, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
            return beats::shutdownNow;
        };
    }
}
