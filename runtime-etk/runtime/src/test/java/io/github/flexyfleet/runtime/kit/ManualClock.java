package io.github.flexyfleet.runtime.kit;

import io.github.flexyfleet.runtime.port.Clock;
import java.time.Instant;

/** A clock that the test sets. */
public final class ManualClock implements Clock {
    private long up = 60_000;
    private long now = Instant.parse("2026-11-22T19:00:00Z").toEpochMilli();

    @Override
    public long now() {
        return now;
    }

    /** Sets the clock. */
    public void set(String instant) {
        now = Instant.parse(instant).toEpochMilli();
    }

    /** Lets time pass. */
    public void pass(long ms) {
        now += ms;
        up += ms;
    }

    /** Seconds that have passed since power-up, whatever the clock was set to. */
    public long upSeconds() {
        return up / 1000;
    }
}
