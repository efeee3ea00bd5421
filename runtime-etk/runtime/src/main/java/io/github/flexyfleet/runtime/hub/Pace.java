package io.github.flexyfleet.runtime.hub;

/**
 * How many messages may be published now: a backlog goes out at {@link #WINDOW} messages an answer of the hub, and
 * besides as many as are made meanwhile. So the newest messages do not make a backlog longer, a fleet that comes back
 * does not flood the hub, a hub that is slow to answer gets less, and no more is sent twice than that. Running time in
 * ms. Worker thread only.
 */
final class Pace {
    /** Messages of a backlog between two answers, which come every 5 s ({@link Barrier#SPACING_MS}) at most. */
    static final int WINDOW = 25;

    private long room;
    private long counted;
    private long refillAt;

    /** A new connection, with the message made last. */
    void restart(long last, long now) {
        counted = last;
        room = 0;
        refill(now);
    }

    /** The hub has answered. */
    void refill(long now) {
        room = Math.max(room, WINDOW);
        refillAt = now + Barrier.SPACING_MS;
    }

    /** Takes note of the message made last; without a barrier time takes the place of answers. */
    void made(long last, boolean barrier, long now) {
        room += last - counted;
        counted = last;
        if (!barrier && now >= refillAt) {
            refill(now);
        }
    }

    /** Whether one more may be published, which then counts. */
    boolean take() {
        return room > 0 && room-- > 0;
    }
}
