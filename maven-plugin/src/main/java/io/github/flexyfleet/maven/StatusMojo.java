package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.ConsoleStatus;
import io.github.flexyfleet.fleet.rollout.DeviceProblemException;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/** Asks every device what it runs and how it is, and compares with the fleet file. Writes to no device. */
@Mojo(name = "status", requiresProject = false, threadSafe = true)
public class StatusMojo extends AbstractWorldMojo {
    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException {
        ConsoleStatus.lines(
                        engine.status(targets.targets()),
                        StateFolder.debts(surroundings.certificates()).debts())
                .forEach(getLog()::info);
    }
}
