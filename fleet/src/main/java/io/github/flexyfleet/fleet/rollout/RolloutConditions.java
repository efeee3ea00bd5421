package io.github.flexyfleet.fleet.rollout;

import java.time.Duration;

/**
 * What a rollout has to ask others for.
 *
 * @param approvals who approved which wave
 * @param owed gates that an earlier run left open
 * @param previous what devices ran before
 * @param suspects what changed since then
 * @param debts what runs before could not do
 * @param roots which changes of roots may be
 * @param patience how long in all it waits for approvals and windows
 */
public record RolloutConditions(
        Approvals approvals,
        OwedGates owed,
        PreviousBundles previous,
        Suspects suspects,
        DebtBook debts,
        RootsCheck roots,
        Duration patience) {
    /** Nobody answers, and it waits for nothing. */
    public static RolloutConditions none() {
        return new RolloutConditions(
                Approvals.NONE,
                OwedGates.FORGOTTEN,
                PreviousBundles.NONE,
                Suspects.NONE,
                DebtBook.FORGOTTEN,
                RootsCheck.NONE,
                Duration.ZERO);
    }

    /** The same with other approvals. */
    public RolloutConditions withApprovals(Approvals other) {
        return new RolloutConditions(other, owed, previous, suspects, debts, roots, patience);
    }

    /** The same with another memory of open gates. */
    public RolloutConditions withOwed(OwedGates other) {
        return new RolloutConditions(approvals, other, previous, suspects, debts, roots, patience);
    }

    /** The same with other keepers of bundles. */
    public RolloutConditions withPrevious(PreviousBundles other) {
        return new RolloutConditions(approvals, owed, other, suspects, debts, roots, patience);
    }

    /** The same with another view of changes. */
    public RolloutConditions withSuspects(Suspects other) {
        return new RolloutConditions(approvals, owed, previous, other, debts, roots, patience);
    }

    /** The same with another book of debts. */
    public RolloutConditions withDebts(DebtBook other) {
        return new RolloutConditions(approvals, owed, previous, suspects, other, roots, patience);
    }

    /** The same with another check of roots. */
    public RolloutConditions withRoots(RootsCheck other) {
        return new RolloutConditions(approvals, owed, previous, suspects, debts, other, patience);
    }

    /** The same with another patience. */
    public RolloutConditions withPatience(Duration other) {
        return new RolloutConditions(approvals, owed, previous, suspects, debts, roots, other);
    }
}
