package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.DeliveredKeys;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlanFile;
import io.github.flexyfleet.fleet.plan.Planner;
import io.github.flexyfleet.fleet.report.ConsolePlan;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.report.HtmlReport;
import io.github.flexyfleet.fleet.report.MarkdownPlan;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Shows a plan, and writes it as a sealed file and for a pull request. */
    final void write(Plan plan) throws IOException {
        Path file = outputFolder().resolve("plan.json");
        Path markdown = outputFolder().resolve("plan.md");
        PlanFile.Sealed sealed = PlanFile.sealed(plan);
        Files.createDirectories(outputFolder());
        Files.writeString(file, sealed.text());
        Files.writeString(markdown, MarkdownPlan.text(plan, sealed.seal()));
        ConsolePlan.lines(plan, Optional.of(sealed.seal())).forEach(getLog()::info);
        getLog().info("plan: " + seenFromTheCommand(file) + ", for a pull request: " + seenFromTheCommand(markdown));
        if (plan.exitClass() == ExitClass.CHANGES_PENDING) {
            getLog().info("next: mvn flexy:deploy -Dflexy.plan=" + seenFromTheCommand(file)
                    + (rehearsal() ? " -Dflexy.rehearsal=true" : ""));
        }
    }

    /** Tells of keys that lie unencrypted on this machine; those of a rehearsal open nothing. */
    final void tellCustody(Fleet fleet) {
        if (!rehearsal()) {
            CustodyNotice.of(fleet, seenFromTheCommand(stateFolder())).ifPresent(getLog()::info);
        }
    }

    /** How the goal ended. */
    final void ended(ExitClass exit) {
        remember(exit, Optional.empty());
    }

    /**
     * Shows what a rollout did, writes its report and says how the goal ended.
     *
     * @throws MojoFailureException when anything went wrong
     */
    final void finish(RolloutResult result, HtmlReport.Around around) throws IOException, MojoFailureException {
        Path report = ReportFiles.write(outputFolder(), result, around);
        getLog().info("");
        ConsoleReport.lines(result).forEach(getLog()::info);
        getLog().info("report: " + seenFromTheCommand(report));
        getLog().info("next: " + NextCommand.after(session(), rehearsal(), result, seenFromTheCommand(fleetFile())));
        if (!result.settled()) {
            MojoFailureException failure = new MojoFailureException(ConsoleReport.failure(result));
            remember(result.exitClass(), Optional.of(failure));
            throw failure;
        }
        Warnings.after(result).forEach(getLog()::warn);
        ended(result.exitClass());
    }

    private void remember(ExitClass exit, Optional<Throwable> failure) {
        if (exitCode) {
            ProcessExit.remember(session(), execution, new ProcessExit.Ended(exit, failure));
        }
    }

    /** A file as seen from where the command was typed, which need not be the project's folder. */
    final Path seenFromTheCommand(Path file) {
        Path here =
                Path.of(session().getExecutionRootDirectory()).toAbsolutePath().normalize();
        Path there = file.toAbsolutePath().normalize();
        return there.startsWith(here) ? here.relativize(there) : there;
    }
}
