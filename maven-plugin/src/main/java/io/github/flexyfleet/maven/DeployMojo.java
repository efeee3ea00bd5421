package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.DeviceProblemException;
import io.github.flexyfleet.fleet.rollout.Outcome;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Takes every device of the fleet to the configuration that the fleet file describes, and proves that its data
 * arrives. Only what differs is written; a device that does not show its data goes back to what it ran before.
 */
@Mojo(name = "deploy", requiresProject = false, threadSafe = true)
public class DeployMojo extends AbstractWorldMojo {
    /** Progress as plain lines also on a terminal. */
    @Parameter(property = "flexy.plain", defaultValue = "false")
    private boolean plain;

    /**
     * Devices whose failures are known, separated by commas: they get the configuration once more with which they went
     * wrong before a gate or an abort rule halted the last rollout.
     */
    @Parameter(property = "flexy.acknowledge")
    private List<String> acknowledge;

    @Override
    Set<DeviceId> acknowledged() throws MojoFailureException {
        Set<DeviceId> known = new HashSet<>();
        for (String name : acknowledge == null ? List.<String>of() : acknowledge) {
            if (!DeviceId.isValid(name.strip())) {
                throw new MojoFailureException(
                        "flexy.acknowledge names \"" + name + "\", which is no device id; nothing was done");
            }
            known.add(new DeviceId(name.strip()));
        }
        return known;
    }

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException {
        RolloutResult result;
        try (Progress progress = Progress.choose(
                getLog(), plain || !session().getSettings().isInteractiveMode() || !getLog().isInfoEnabled())) {
            result = engine.deploy(fleet, targets.targets(), progress);
        }
        Path report = ReportFiles.write(outputFolder(), result);
        getLog().info("");
        ConsoleReport.lines(result).forEach(getLog()::info);
        getLog().info("report: " + seenFromTheCommand(report));
        getLog().info("next: " + NextCommand.after(session(), rehearsal(), result, seenFromTheCommand(fleetFile())));
        if (!result.settled()) {
            throw new MojoFailureException(ConsoleReport.failure(result));
        }
        if (!result.done()) {
            getLog().warn(result.count(Outcome.UNREACHABLE) + " devices could not be reached: deploy again for them");
        }
    }

    /** A file as seen from where the command was typed, which need not be the project's folder. */
    private Path seenFromTheCommand(Path file) {
        Path here =
                Path.of(session().getExecutionRootDirectory()).toAbsolutePath().normalize();
        Path there = file.toAbsolutePath().normalize();
        return there.startsWith(here) ? here.relativize(there) : there;
    }
}
