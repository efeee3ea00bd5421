package io.github.flexyfleet.fleet.model;

import java.time.LocalDate;

/**
 * Days on which no device begins, in each site's time zone.
 *
 * @param from the first day
 * @param to the last day, not before the first one
 * @param reason why, for people; may be empty
 */
public record Freeze(LocalDate from, LocalDate to, String reason) {
    /** Checks the order. */
    public Freeze {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("not a freeze: " + from + " to " + to);
        }
    }

    /** Whether it holds on a day. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
