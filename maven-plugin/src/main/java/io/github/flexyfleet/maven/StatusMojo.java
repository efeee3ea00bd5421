package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Asks every device what it runs and how it is, one Talk2M call each, compares with the fleet file, and looks at what the
 * hub has of its messages. Writes to no device.
 */
@Mojo(name = "status", requiresProject = false, threadSafe = true)
public class StatusMojo extends AbstractWorldMojo {
    /** Goes on looking at the hub's messages, which costs no Talk2M call, until Ctrl-C or for flexy.for. */
    @Parameter(property = "flexy.watch", defaultValue = "false")
    private boolean watch;

    /** With flexy.watch: ends after this time, such as {@code 5m}. */
    @Parameter(property = "flexy.for")
    private String time;

    /** With flexy.watch: devices are asked again so often, such as {@code 15m}; 0s is never. */
    @Parameter(property = "flexy.every", defaultValue = "0s")
    private String every;

    /** How far back messages at the hub count. */
    @Parameter(property = "flexy.since", defaultValue = "10m")
    private String since;

    /** JSON in one line, and nothing else of this goal's on the standard output. */
    @Parameter(property = "flexy.json", defaultValue = "false")
    private boolean json;

    /** Plain lines also on a terminal. */
    @Parameter(property = "flexy.plain", defaultValue = "false")
    private boolean plain;

    @Override
    boolean onlyLooks() {
        return true;
    }

    @Override
    boolean needsHub() {
        return false;
    }

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException {
        StatusChoice choice = StatusChoice.read(time, every, since);
        boolean lines = !watch || plain || !session().getSettings().isInteractiveMode();
        StatusDisplay display = WatchOutputs.status(json, lines, getLog()::info);
        new StatusView(fleet, choice, display).show(() -> engine.status(targets.targets()), surroundings, watch);
    }
}
