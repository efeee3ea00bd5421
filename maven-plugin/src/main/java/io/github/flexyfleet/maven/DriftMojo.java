package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.ledger.AppliedDigests;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Drift;
import io.github.flexyfleet.fleet.plan.DriftPatch;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.report.ConsoleDrift;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares what the fleet file wants, what was applied last and what the devices run. Asks the hub's twins first, and only
 * those devices of which they say nothing, one call each. Writes to no device.
 */
@Mojo(name = "drift", requiresProject = false, threadSafe = true)
public class DriftMojo extends AbstractPlanMojo {
    /** Writes {@code drift.patch}, which has the fleet file want what the drifted devices run. */
    @Parameter(property = "flexy.accept", defaultValue = "false")
    private boolean accept;

    /** Writes a sealed plan that takes all devices back to what the fleet file wants. */
    @Parameter(property = "flexy.revert", defaultValue = "false")
    private boolean revert;

    @Override
    boolean onlyLooks() {
        return !revert; // a sealed plan names the certificates that a deploy brings
    }

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException {
        Plan plan = planning(fleet, targets, surroundings).observed(engine, true);
        List<Drift.Row> rows;
        try (LedgerStore store = openLedger(fleet)) {
            rows = Drift.of(
                    plan, AppliedDigests.of(LedgerPlace.ledger(store, commit()).rollouts()));
        } catch (LedgerException e) {
            throw new MojoFailureException(AbstractLedgerMojo.words(e), e);
        }
        ConsoleDrift.lines(rows).forEach(getLog()::info);
        if (accept) {
            DriftPatch.Result patch = DriftPatch.of(projectFolder(), fleet, rows);
            PatchFile.write(patch, outputFolder(), getLog()).ifPresent(telling()::patch);
        }
        if (revert) {
            telling().planned(plan);
        }
        ended(plan.exitClass());
    }
}
