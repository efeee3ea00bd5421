package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.report.HtmlReport;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Takes every device of the fleet to the configuration that the fleet file describes, and proves that its data
 * arrives. Only what differs is written; a device that does not show its data goes back to what it ran before.
 */
@Mojo(name = "deploy", requiresProject = false, threadSafe = true)
public class DeployMojo extends AbstractRolloutMojo {
    /** Progress as plain lines also on a terminal. */
    @Parameter(property = "flexy.plain", defaultValue = "false")
    private boolean plain;

    /** A plan that {@code flexy:plan} has written: exactly that is done, or nothing when what it was made from has moved. */
    @Parameter(property = "flexy.plan")
    private File plan;

    /** Shows what is to be done and asks on the terminal whether to go on. */
    @Parameter(property = "flexy.confirm", defaultValue = "false")
    private boolean confirm;

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException {
        boolean interactive = session().getSettings().isInteractiveMode();
        Aftermath after = aftermath();
        Planning planning = planning(fleet, targets, surroundings);
        Plan planned = plan == null ? planning.observed(engine, false) : planning.fromFile(plan.toPath());
        planning.announce(planned, exchangesRoots());
        telling().custody(fleet, stateFolder());
        if (confirm && !Confirmation.onTerminal(interactive).isGiven(planned)) {
            getLog().info("not confirmed; nothing was done");
            ended(ExitClass.CHANGES_PENDING);
            return;
        }
        FleetEngine held = plan == null ? engine : engine.heldTo(planned);
        RolloutReport report = new RolloutReport(fleet, planned, findings());
        RolloutResult result;
        try (Progress progress = Progress.choose(getLog(), plain || !interactive || !getLog().isInfoEnabled())) {
            result = held.deploy(fleet, targets.targets(), planning.keeping(report.hearing(progress)));
        }
        HtmlReport.Around around = report.around(held, result);
        after.tell(result, recorded(result), around.story());
        finish(result, around);
    }
}
