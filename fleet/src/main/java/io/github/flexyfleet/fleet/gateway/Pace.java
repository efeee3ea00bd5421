package io.github.flexyfleet.fleet.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The rollout's clock: tells the time and waits, so that a test can own both. */
public interface Pace {
    /** The time now. */
    Instant now();

    /** Waits. */
    void pause(Duration duration) throws InterruptedException;

    /**
     * Says that a thread begins to work. Called before that thread knows of its work; closed when the work has ended. A
     * clock that stands still while anybody works needs to know; the machine's own does not.
     */
    default Work begin() {
        return () -> {};
    }

    /** Waits for other threads of the rollout: meanwhile the calling one does not work. */
    default <T, E extends Exception> T await(Awaited<T, E> others) throws E, InterruptedException {
        return others.get();
    }

    /** The same where no interrupt ends the wait. */
    default <T> T awaitSteadily(Supplier<T> others) {
        return others.get();
    }

    /** Work that has begun. */
    interface Work extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What others bring about.
     *
     * @param <T> what comes of it
     * @param <E> how it can fail
     */
    @FunctionalInterface
    interface Awaited<T, E extends Exception> {
        /** Returns when it is there. */
        T get() throws E, InterruptedException;
    }

    /** The machine's own clock. */
    static Pace system() {
        return new Pace() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                Thread.sleep(duration.toMillis());
            }
        };
    }
}
