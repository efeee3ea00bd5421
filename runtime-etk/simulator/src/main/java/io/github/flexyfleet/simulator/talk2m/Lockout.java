package io.github.flexyfleet.simulator.talk2m;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Ten failed logins lock the user for 15 minutes (talk2m-m2web 2.3); INFERRED that a good one sets the count back.
 * Thread-safe.
 */
final class Lockout {
    private static final int TRIES = 10;
    private static final Duration LOCKED = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final boolean on;
    private int failures;
    private Instant end = Instant.MIN;

    Lockout(InstantSource clock, boolean on) {
        this.clock = clock;
        this.on = on;
    }

    synchronized boolean locked() {
        return on && clock.instant().isBefore(end);
    }

    synchronized void failed() {
        failures++;
        if (failures >= TRIES) {
            failures = 0;
            end = clock.instant().plus(LOCKED);
        }
    }

    synchronized void succeeded() {
        failures = 0;
    }
}
