package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import java.io.IOException;
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
        Planning planning = planning(fleet, targets, surroundings);
        Plan plan = planning.observed(engine, true);
        telling().planned(plan);
        telling().custody(fleet, stateFolder());
        planning.exchangedRoots(plan).ifPresent(getLog()::warn);
        ended(plan.exitClass());
    }
}
