package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.time.Duration;
import java.time.Instant;

/** Time that passes while somebody pauses, and at no other time. For one thread. */
final class PausesOnly implements Pace {
    private Instant now;

    PausesOnly(Instant start) {
        this.now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        now = now.plus(duration);
    }
}
