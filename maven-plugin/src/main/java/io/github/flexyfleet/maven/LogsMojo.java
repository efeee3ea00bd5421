package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.report.ConsoleLog;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows what a device's runtime and the Flexy itself have logged, by time, in UTC. Writes to no device. */
@Mojo(name = "logs", requiresProject = false, threadSafe = true)
public class LogsMojo extends AbstractDeviceMojo {
    private static final int MOST_LINES = 200;

    /** How many lines of each of the two logs, 1 to 200. */
    @Parameter(property = "flexy.lines", defaultValue = "50")
    private int lines;

    @Override
    void work(DeviceTarget target, FleetEngine engine)
            throws InterruptedException, DeviceProblemException, MojoFailureException {
        if (lines < 1 || lines > MOST_LINES) {
            throw new MojoFailureException("flexy.lines is " + lines + "; give 1 to " + MOST_LINES);
        }
        ConsoleLog.lines(engine.logs(target, lines)).forEach(getLog()::info);
    }
}
