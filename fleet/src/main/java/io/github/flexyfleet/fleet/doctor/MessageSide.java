package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.hub.EventFeed;
import java.io.IOException;
import java.time.Instant;

/** The messages at the hub. */
@FunctionalInterface
public interface MessageSide {
    /**
     * Opens a feed.
     *
     * @param from what the hub took from this moment on
     * @throws IOException when the connection string is none
     * @throws io.github.flexyfleet.fleet.hub.EventFeedException when they cannot be read
     */
    EventFeed open(Instant from) throws IOException, InterruptedException;

    /** Whether what was given leads to the messages at all. */
    default boolean isPossible() {
        return true;
    }

    /** Nothing that was given leads to them. */
    static MessageSide none() {
        return new MessageSide() {
            @Override
            public EventFeed open(Instant from) throws IOException {
                throw new IOException("nothing leads to the messages at the hub");
            }

            @Override
            public boolean isPossible() {
                return false;
            }
        };
    }
}
