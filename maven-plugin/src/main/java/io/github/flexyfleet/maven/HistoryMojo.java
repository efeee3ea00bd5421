package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.report.ConsoleHistory;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows the rollouts of the fleet from its ledger, or the whole story of one. Reaches no device. */
@Mojo(name = "history", requiresProject = false, threadSafe = true)
public class HistoryMojo extends AbstractLedgerMojo {
    private static final int MOST = 20;

    /** Number of the rollout whose story is shown; without it, the last 20 rollouts are listed. */
    @Parameter(property = "flexy.rollout")
    private Long rollout;

    @Override
    void work(Ledger ledger) throws LedgerException, MojoFailureException {
        boolean held = ledger.leases().isAtWork();
        if (rollout == null) {
            ConsoleHistory.lines(ledger.rollouts(), held, MOST).forEach(getLog()::info);
            return;
        }
        RolloutRecord record = ledger.rollout(rollout)
                .orElseThrow(() -> new MojoFailureException(
                        "the ledger has no rollout " + rollout + "; mvn flexy:history lists them"));
        boolean last = ledger.lastRollout().filter(record::equals).isPresent();
        ConsoleHistory.timeline(record, held && last).forEach(getLog()::info);
    }
}
