package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import io.github.flexyfleet.fleet.probe.ProbeSettings;
import io.github.flexyfleet.fleet.report.ConsoleProbe;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Finds out on one spare gateway what nobody has written down about gateways, and puts back what it changes for that. Writes
 * a profile that rehearsals take with {@code -Dflexy.profile}.
 */
@Mojo(name = "probe", requiresProject = false, threadSafe = true)
public class ProbeMojo extends AbstractWorldMojo {
    /** The device id as the fleet file writes it; a spare gateway, which runs for no fleet. */
    @Parameter(property = "flexy.device")
    private String device;

    /** Where the gateway fetches the probe's jar; by default beside the runtime, as {@code flexyfleet-probe.jar}. */
    @Parameter(property = "flexy.probe.url")
    private String url;

    /** Whether it may connect to the hub, as an identity of its own that is removed at the end. */
    @Parameter(property = "flexy.probe.hub", defaultValue = "true")
    private boolean hub;

    /** Whether another Java program of the gateway may be stopped for the time of the probe. */
    @Parameter(property = "flexy.probe.stopJava", defaultValue = "false")
    private boolean stopJava;

    @Override
    boolean onlyLooks() {
        return true;
    }

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException {
        String wanted = NamedDevice.of(fleet, device).id().value();
        DeviceTarget target = targets.targets().stream()
                .filter(each -> each.device().value().equals(wanted))
                .findFirst()
                .orElseThrow();
        ProbeJar jar = ProbeJar.load();
        getLog().info("the probe's jar, to be put where the gateway fetches it: " + jar.write(outputFolder()));
        ProbeSettings settings = jar.settings(fleet, surroundings, url, hub, stopJava);
        ProbeProfile profile = engine.probe(target, settings, getLog()::info);
        ConsoleProbe.lines(profile).forEach(getLog()::info);
        Path file = jar.write(outputFolder(), profile);
        getLog().info("profile: " + file + "; rehearse with it: -Dflexy.profile=" + file);
    }
}
