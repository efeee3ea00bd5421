package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.DeliveredKeys;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.Planner;
import io.github.flexyfleet.fleet.report.HtmlReport;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals share that make plans or do them. */
abstract class AbstractPlanMojo extends AbstractWorldMojo {
    /** Whether Maven's process ends with the exit code of what was done, when the goal is called directly (docs/operations.md). */
    @Parameter(property = "flexy.exitCode", defaultValue = "true")
    private boolean exitCode;

    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    private String version;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    final Planning planning(Fleet fleet, FleetTargets targets, Surroundings surroundings) {
        RuntimeRelease release = surroundings.release();
        Planner.Inputs inputs = new Planner.Inputs(
                new Plan.Tool(version, release.version(), release.sha256()),
                fleet,
                targets.targets(),
                commit(),
                concurrency(fleet));
        return new Planning(
                inputs,
                StateFolder.applied(surroundings.certificates()),
                new DeliveredKeys(
                        fleet,
                        StateFolder.store(surroundings.certificates(), surroundings.custody()),
                        StateFolder.firstKeys(surroundings.certificates())),
                getLog());
    }

    /** Says what is planned and what was done. */
    final Telling telling() {
        return new Telling(session(), rehearsal(), outputFolder(), fleetFile(), getLog());
    }

    /** How the goal ended. */
    final void ended(ExitClass exit) {
        remember(exit, Optional.empty());
    }

    /**
     * Tells what a rollout did and how the goal ended.
     *
     * @throws MojoFailureException when anything went wrong
     */
    final void finish(RolloutResult result, HtmlReport.Around around) throws IOException, MojoFailureException {
        Optional<MojoFailureException> failure = telling().done(result, around);
        remember(result.exitClass(), failure.map(Throwable.class::cast));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void remember(ExitClass exit, Optional<Throwable> failure) {
        if (exitCode) {
            ProcessExit.remember(session(), execution, new ProcessExit.Ended(exit, failure));
        }
    }
}
