package io.github.flexyfleet.fleet.hub;

import java.util.List;

/** Reads the messages that arrive at a hub. For one thread. */
public interface EventFeed extends AutoCloseable {
    /**
     * The messages that arrived since the last call, or since the feed was opened; in order for each device. A message
     * may come twice. Answers an empty list when there is none, without waiting long.
     */
    List<DeviceMessage> poll();

    /**
     * Whether all that the hub had when this was asked for the first time has come: the next {@link #poll} has the rest of
     * it. A feed that holds what it gives at hand has it always.
     *
     * @throws EventFeedException when that cannot be known
     */
    default boolean hasCaughtUp() {
        return true;
    }

    /** Has {@link #hasCaughtUp} be about what the hub has from now on: the next time is the first one again. */
    default void mark() {}

    /** Ends the reading. */
    @Override
    void close();
}
