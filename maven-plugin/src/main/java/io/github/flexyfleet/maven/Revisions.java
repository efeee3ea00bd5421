package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.Wave;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/** What a fleet's ledger knows of commits. */
record Revisions(Ledger ledger) {
    private static final Set<String> GOOD = Set.of("done", "nothing to do", "debts");

    /**
     * The commit of a rollout; empty when the text is no number.
     *
     * @throws MojoFailureException when there is no such rollout, or it was of no commit
     */
    Optional<String> ofRollout(String number) throws LedgerException, MojoFailureException {
        if (!number.matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        Optional<String> commit = ledger.rollout(Long.parseLong(number))
                .flatMap(record -> record.head().value("commit"));
        if (commit.isEmpty()) {
            throw new MojoFailureException("rollout " + number
                    + " is not in the ledger, or its fleet file was in no git; nothing was done. mvn flexy:history lists"
                    + " what there is");
        }
        return commit;
    }

    /** Whether a commit was deployed whole, to all devices that could be reached, since some time. */
    boolean isGood(String commit, Instant since) throws LedgerException {
        for (RolloutRecord record : ledger.rollouts()) {
            boolean same = record.head().value("commit").equals(Optional.of(commit));
            if (same && record.last().isAfter(since) && endedWell(record)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endedWell(RolloutRecord record) {
        return record.state() == RolloutRecord.State.ENDED
                && record.decisive()
                        .flatMap(end -> end.value("result"))
                        .filter(GOOD::contains)
                        .isPresent();
    }

    /** The fleet in one wave, behind nothing but its rules for stopping and its windows. */
    static Fleet atOnce(Fleet fleet) {
        Wave all = new Wave(
                "rollback", fleet.devices().stream().map(Device::id).toList(), Duration.ZERO, List.of(), false);
        return fleet.with(fleet.rollout().with(List.of(all)));
    }
}
