package io.github.flexyfleet.fleet.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A token bucket for what a hub takes a minute (azure-iot-hub 1): it begins full, since a hub absorbs a burst, and a call
 * that changes 50 devices takes 50. Who takes more than there is waits for it, in the order of asking. Thread-safe.
 */
public final class OperationBucket {
    private final int perMinute;
    private final InstantSource clock;
    private double tokens;
    private Instant last;

    /**
     * A full bucket.
     *
     * @param perMinute operations a minute, 1 or more
     */
    public OperationBucket(int perMinute, InstantSource clock) {
        if (perMinute < 1) {
            throw new IllegalArgumentException("nothing a minute is for ever");
        }
        this.perMinute = perMinute;
        this.clock = clock;
        this.tokens = perMinute;
        this.last = clock.instant();
    }

    /** Takes operations; answers how long to wait before they are used, zero mostly. */
    public synchronized Duration take(int operations) {
        Instant now = clock.instant();
        if (now.isAfter(last)) {
            double filled = Duration.between(last, now).toMillis() * (double) perMinute / 60_000;
            tokens = Math.min(perMinute, tokens + filled);
            last = now;
        }
        tokens -= operations;
        return tokens >= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(-tokens * 60_000 / perMinute));
    }

    /** Puts operations back that were taken and not used. */
    public synchronized void giveBack(int operations) {
        tokens = Math.min(perMinute, tokens + operations);
    }
}
