package io.github.flexyfleet.fleet.rollout;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The debts of a fleet after a run.
 *
 * @param all by device id
 * @param overdue those of them that have been one for longer than they may
 * @param unreadable why nothing is known of debts of earlier runs, when that is so
 */
public record Debts(List<Debt> all, List<Debt> overdue, Optional<String> unreadable) {
    /** No debts. */
    public static final Debts NONE = new Debts(List.of(), List.of(), Optional.empty());

    /** Takes copies. */
    public Debts {
        all = List.copyOf(all);
        overdue = List.copyOf(overdue);
    }

    /**
     * Enters how devices ended, and looks at what is left.
     *
     * @param deadline for how long a device may be a debt
     */
    public static Debts of(DebtBook book, List<DeviceResult> results, Optional<Duration> deadline, Instant now) {
        try {
            List<Debt> all = book.enter(results, now);
            return new Debts(
                    all,
                    all.stream().filter(debt -> debt.overdue(deadline, now)).toList(),
                    Optional.empty());
        } catch (IOException e) {
            return new Debts(List.of(), List.of(), Optional.of(e.getMessage()));
        }
    }

    /** Whether no debt is overdue, as far as that can be known. */
    public boolean settled() {
        return overdue.isEmpty() && unreadable.isEmpty();
    }
}
