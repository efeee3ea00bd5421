package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.Lease;
import io.github.flexyfleet.fleet.ledger.Leases;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import java.time.Instant;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows who holds the fleet's lease; holds the fleet back for maintenance; ends a hold, or breaks a lease that hangs. */
@Mojo(name = "lock", requiresProject = false, threadSafe = true)
public class LockMojo extends AbstractLedgerMojo {
    /** Why the fleet is held back: nothing is deployed until {@code flexy.until}. */
    @Parameter(property = "flexy.hold")
    private String hold;

    /** When a hold ends: {@code 90m}, {@code 8h}, {@code 3d} from now, or a time such as {@code 2026-12-01T06:00:00+01:00}. */
    @Parameter(property = "flexy.until", defaultValue = "8h")
    private String until;

    /** The nonce of the lease or hold that is to be broken, as this goal and refusals show it. */
    @Parameter(property = "flexy.break")
    private String breakNonce;

    @Override
    void work(Ledger ledger) throws LedgerException, InterruptedException, MojoFailureException {
        Leases leases = ledger.leases();
        if (hold != null && breakNonce != null) {
            throw new MojoFailureException("give flexy.hold or flexy.break, not both; nothing was done");
        }
        if (breakNonce != null) {
            Lease broken = leases.breakIt(breakNonce);
            getLog().info("broken: it was " + Leases.words(broken));
        } else if (hold != null) {
            Lease held = leases.hold(hold, HoldEnd.of(until, Instant.now()));
            getLog().info(Leases.words(held));
            getLog().info("to end it before: mvn flexy:lock -Dflexy.break="
                    + held.fence().nonce());
        } else {
            getLog().info(Leases.words(leases.now()));
        }
    }
}
