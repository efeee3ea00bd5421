package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.Holder;
import io.github.flexyfleet.fleet.ledger.Lease;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Has the rollout that runs stop between devices, on whatever machine it runs. Those under way are finished. */
@Mojo(name = "abort", requiresProject = false, threadSafe = true)
public class AbortMojo extends AbstractLedgerMojo {
    /** Why, for the record. */
    @Parameter(property = "flexy.reason")
    private String reason;

    @Override
    void work(Ledger ledger) throws LedgerException {
        Holder self = Holder.self();
        String words = "stopped by flexy:abort of " + self.user() + "@" + self.host()
                + (reason == null ? "" : " (" + reason + ")");
        Optional<Lease> asked = ledger.leases().askToStop(words);
        if (asked.isEmpty()) {
            getLog().info("nothing runs on this fleet: there is nothing to stop");
            return;
        }
        getLog().info("asked to stop between devices: " + asked.get().holder() + "; it sees this within seconds");
        getLog().info("next: mvn flexy:history shows when it has stopped, mvn flexy:resume goes on");
    }
}
