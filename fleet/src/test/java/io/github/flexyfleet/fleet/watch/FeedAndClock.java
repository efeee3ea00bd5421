package io.github.flexyfleet.fleet.watch;

import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.EventFeed;
import java.time.Duration;
import java.time.Instant;

/** A feed that is the only clock there is: whoever waits for messages has time pass. */
abstract class FeedAndClock implements EventFeed, Pace {
    private Instant now;

    FeedAndClock(Instant start) {
        this.now = start;
    }

    @Override
    public final Instant now() {
        return now;
    }

    @Override
    public final void pause(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public final void close() {
        // Nothing is open.
    }
}
