package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlanFile;
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
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Tells the user what is planned and what was done: in the log, and as files.
 *
 * @param rehearsal whether it is a rehearsal
 * @param folder for the files
 * @param fleetFile what the user would change next
 */
record Telling(MavenSession session, boolean rehearsal, Path folder, Path fleetFile, Log log) {
    /** Shows a plan, and writes it as a sealed file and for a pull request. */
    void planned(Plan plan) throws IOException {
        Path file = folder.resolve("plan.json");
        Path markdown = folder.resolve("plan.md");
        PlanFile.Sealed sealed = PlanFile.sealed(plan);
        Files.createDirectories(folder);
        Files.writeString(file, sealed.text());
        Files.writeString(markdown, MarkdownPlan.text(plan, sealed.seal()));
        ConsolePlan.lines(plan, Optional.of(sealed.seal())).forEach(log::info);
        log.info("plan: " + seenFromTheCommand(file) + ", for a pull request: " + seenFromTheCommand(markdown));
        if (plan.exitClass() == ExitClass.CHANGES_PENDING) {
            log.info("next: mvn flexy:deploy -Dflexy.plan=" + seenFromTheCommand(file)
                    + (rehearsal ? " -Dflexy.rehearsal=true" : ""));
        }
    }

    /** Says how to take over a patch of the fleet file. */
    void patch(Path patch) {
        log.info("next: git apply " + seenFromTheCommand(patch));
    }

    /** Tells of keys that lie unencrypted in a state folder; those of a rehearsal open nothing. */
    void custody(Fleet fleet, Path state) {
        if (!rehearsal) {
            CustodyNotice.of(fleet, seenFromTheCommand(state)).ifPresent(log::info);
        }
    }

    /**
     * Shows what a rollout did, and writes its report.
     *
     * @return what the goal is to fail with when anything went wrong
     */
    Optional<MojoFailureException> done(RolloutResult result, HtmlReport.Around around) throws IOException {
        Path report = ReportFiles.write(folder, result, around);
        log.info("");
        ConsoleReport.lines(result).forEach(log::info);
        log.info("report: " + seenFromTheCommand(report));
        log.info("next: " + NextCommand.after(session, rehearsal, result, seenFromTheCommand(fleetFile)));
        if (!result.settled()) {
            return Optional.of(new MojoFailureException(ConsoleReport.failure(result)));
        }
        Warnings.after(result).forEach(log::warn);
        return Optional.empty();
    }

    /** A file as seen from where the command was typed, which need not be the project's folder. */
    Path seenFromTheCommand(Path file) {
        Path here =
                Path.of(session.getExecutionRootDirectory()).toAbsolutePath().normalize();
        Path there = file.toAbsolutePath().normalize();
        return there.startsWith(here) ? here.relativize(there) : there;
    }
}
