package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlanFile;
import io.github.flexyfleet.fleet.report.ConsolePlan;
import io.github.flexyfleet.fleet.report.MarkdownPlan;
import io.github.flexyfleet.fleet.rollout.DeviceProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows what a deploy would do, device by device and setting by setting, and writes it as a sealed {@code plan.json} for
 * {@code flexy:deploy -Dflexy.plan=FILE}, and as {@code plan.md} for a pull request. Asks the hub's twins first, and only
 * those devices of which they say nothing, one call each. Writes to no device.
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public class PlanMojo extends AbstractPlanMojo {
    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException {
        Plan plan = planning(fleet, targets, surroundings).observed(engine, true);
        Path file = outputFolder().resolve("plan.json");
        Path markdown = outputFolder().resolve("plan.md");
        PlanFile.Sealed sealed = PlanFile.sealed(plan);
        Files.createDirectories(outputFolder());
        Files.writeString(file, sealed.text());
        Files.writeString(markdown, MarkdownPlan.text(plan, sealed.seal()));
        ConsolePlan.lines(plan, Optional.of(sealed.seal())).forEach(getLog()::info);
        getLog().info("plan: " + seenFromTheCommand(file) + ", for a pull request: " + seenFromTheCommand(markdown));
        if (plan.pending() > 0) {
            getLog().info("next: mvn flexy:deploy -Dflexy.plan=" + seenFromTheCommand(file)
                    + (rehearsal() ? " -Dflexy.rehearsal=true" : ""));
        }
        ended(plan.exitClass());
    }
}
