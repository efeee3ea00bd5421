package io.github.flexyfleet.fleet.gateway;

import java.time.Duration;
import java.time.Instant;

/** A clock that a pause moves on at once. */
public final class VirtualPace implements Pace {
    private Instant now = Instant.parse("2026-11-22T20:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void pause(Duration duration) {
        now = now.plus(duration);
    }
}
