package io.github.flexyfleet.fleet.ledger;

import java.time.Duration;

/**
 * Times of a lease.
 *
 * @param length after how long without a sign of life others may take it
 * @param own after how long without having renewed it the holder itself writes no more; shorter, so that a call that is
 *     under way has landed before another process can begin
 * @param beat how often it is renewed, and looked whether somebody wants the holder to stop
 * @param look how often one who waits looks
 */
public record LeaseTimes(Duration length, Duration own, Duration beat, Duration look) {
    /** Checks that they fit together. */
    public LeaseTimes {
        if (own.compareTo(length) >= 0 || beat.multipliedBy(2).compareTo(own) > 0) {
            throw new IllegalArgumentException("beat, own and length of a lease do not fit together");
        }
    }

    /** What fits a shared volume and a machine under load. */
    public static LeaseTimes standard() {
        return new LeaseTimes(
                Duration.ofSeconds(60), Duration.ofSeconds(45), Duration.ofSeconds(5), Duration.ofSeconds(1));
    }
}
