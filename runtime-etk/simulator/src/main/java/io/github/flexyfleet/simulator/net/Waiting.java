package io.github.flexyfleet.simulator.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets time of the world pass. Whatever in the world holds something up, a slow link or a late answer, waits here, so
 * that another clock than the wall's can stand in. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Waiting {
    /**
     * Returns when this much of the world's time has passed.
     *
     * @param time how long; zero and less return at once
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void pause(Duration time) throws InterruptedException;

    /** By the clock on the wall. */
    static Waiting real() {
        return time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
