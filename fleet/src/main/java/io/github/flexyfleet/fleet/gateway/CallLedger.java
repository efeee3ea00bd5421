package io.github.flexyfleet.fleet.gateway;

import java.io.IOException;
import java.time.LocalDate;

/** Counts the calls of one Talk2M account, day by day (UTC). Thread-safe. */
public interface CallLedger {
    /** Calls of a day so far. */
    long spent(LocalDate day) throws IOException;

    /**
     * Counts one call more, unless there are as many already.
     *
     * @return whether it was counted
     */
    boolean spend(LocalDate day, long most) throws IOException;

    /** A ledger that is forgotten with the process. */
    static CallLedger inMemory() {
        return new CallLedger() {
            private LocalDate today = LocalDate.MIN;
            private long calls;

            @Override
            public synchronized long spent(LocalDate day) {
                return day.equals(today) ? calls : 0;
            }

            @Override
            public synchronized boolean spend(LocalDate day, long most) {
                long before = spent(day);
                if (before >= most) {
                    return false;
                }
                today = day;
                calls = before + 1;
                return true;
            }
        };
    }
}
