package io.github.flexyfleet.runtime.hub;

import java.util.Random;

/**
 * Pauses between attempts: random up to a bound that doubles to 5 minutes, and never giving up. Where credentials are
 * refused the bound grows faster, to 10 minutes, since only somebody's deed helps there.
 */
final class Backoff {
    private static final int MIN_MS = 1000;
    private static final int FIRST_MS = 5000;
    private static final int MAX_MS = 300000;
    private static final int REFUSED_MS = 600000;

    private final Random random;
    private int bound = FIRST_MS;

    Backoff(Random random) {
        this.random = random;
    }

    /** The next pause in ms. */
    long next(boolean refused) {
        long pause = MIN_MS + random.nextInt(bound);
        bound = refused ? Math.min(bound * 4, REFUSED_MS) : Math.min(bound * 2, MAX_MS);
        return pause;
    }

    void reset() {
        bound = FIRST_MS;
    }
}
