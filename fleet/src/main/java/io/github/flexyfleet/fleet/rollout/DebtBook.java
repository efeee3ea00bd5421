package io.github.flexyfleet.fleet.rollout;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Remembers debts over runs. Thread-safe. */
public interface DebtBook {
    /** Knows of this run only. */
    DebtBook FORGOTTEN = new DebtBook() {
        @Override
        public List<Debt> debts() {
            return List.of();
        }

        @Override
        public List<Debt> enter(List<DeviceResult> results, Instant now) {
            return results.stream()
                    .filter(result -> result.outcome().debt())
                    .map(result -> of(result, now))
                    .toList();
        }
    };

    /**
     * All debts, by device id.
     *
     * @throws IOException with words for people when they cannot be read
     */
    List<Debt> debts() throws IOException;

    /**
     * Takes note of how devices ended: new debts begin now, old ones go on, and those are paid whose devices run what is
     * wanted. A device that went wrong or was not begun stays what it was.
     *
     * @return the debts of these devices after that, by device id
     * @throws IOException with words for people when they cannot be read or kept
     */
    List<Debt> enter(List<DeviceResult> results, Instant now) throws IOException;

    /** What a debt looks like that begins now. */
    static Debt of(DeviceResult result, Instant now) {
        return new Debt(
                result.target().device(),
                now,
                result.problem().map(problem -> problem.code().id()).orElse(""));
    }
}
