package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.Optional;

/**
 * When the tags of a group are sent. At least one of the two periods is there.
 *
 * @param onChange how often changed tags are sent, 1 s to 24 h
 * @param full how often all tags are sent, 1 s to 24 h
 * @param deadband what counts as a change; left out, any
 * @param minInterval how long a tag rests after it was sent for a change, 1 s to 24 h
 * @param history whether what the Flexy recorded is sent where messages are missing
 */
public record Push(
        Optional<Duration> onChange,
        Optional<Duration> full,
        Optional<Deadband> deadband,
        Optional<Duration> minInterval,
        boolean history) {
    /** Checks that there is a period. */
    public Push {
        if (onChange.isEmpty() && full.isEmpty()) {
            throw new IllegalArgumentException("no push period");
        }
    }

    /** The two periods alone. */
    public static Push of(Optional<Duration> onChange, Optional<Duration> full) {
        return new Push(onChange, full, Optional.empty(), Optional.empty(), false);
    }
}
