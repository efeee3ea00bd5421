package io.github.flexyfleet.fleet.rollout;

import java.time.Duration;
import java.time.Instant;

/** The rollout's clock: tells the time and waits, so that a test can own both. */
public interface Pace {
    /** The time now. */
    Instant now();

    /** Waits. */
    void pause(Duration duration) throws InterruptedException;

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
