package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The clocks of one machine. A duration counts by both: the wall clock goes on while a machine sleeps, and the other one
 * cannot be set.
 *
 * @param pace tells the time and waits
 * @param nanos nanoseconds since some moment, never set
 */
public record LedgerClock(Pace pace, LongSupplier nanos) {
    /** The machine's own clocks. */
    public static LedgerClock system() {
        return new LedgerClock(Pace.system(), System::nanoTime);
    }

    /** The time now. */
    public Instant now() {
        return pace.now();
    }

    /** A moment to count from. */
    public Since since() {
        return new Since(this, pace.now(), nanos.getAsLong());
    }

    /**
     * A moment that was.
     *
     * @param clock whose
     * @param wall by its wall clock
     * @param nanos by the other one
     */
    public record Since(LedgerClock clock, Instant wall, long nanos) {
        /** Whether this much time has passed for certain: by the clock that cannot be set. */
        public boolean surely(Duration time) {
            return clock.nanos.getAsLong() - nanos >= time.toNanos();
        }

        /** Whether this much time may have passed: by either clock. */
        public boolean perhaps(Duration time) {
            return surely(time) || Duration.between(wall, clock.now()).compareTo(time) >= 0;
        }
    }
}
