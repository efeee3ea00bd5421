package io.github.flexyfleet.simulator.talk2m;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Counts the calls of an account, in all and for the present UTC day. Thread-safe. */
final class CallMeter {
    private final InstantSource clock;
    private final long perDay;
    private long total;
    private long today;
    private LocalDate day = LocalDate.MIN;

    CallMeter(InstantSource clock, long perDay) {
        this.clock = clock;
        this.perDay = perDay;
    }

    /** Counts a call and tells whether the quota of the day covers it. INFERRED: every call counts, refused ones too. */
    synchronized boolean spend() {
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!now.equals(day)) {
            day = now;
            today = 0;
        }
        total++;
        today++;
        return today <= perDay;
    }

    synchronized long total() {
        return total;
    }
}
