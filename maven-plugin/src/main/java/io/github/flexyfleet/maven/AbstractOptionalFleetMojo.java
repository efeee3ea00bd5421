package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import java.io.File;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What a goal does that can do without a fleet file. */
abstract class AbstractOptionalFleetMojo extends AbstractMojo {
    /** The fleet file; there need not be one. */
    @Parameter(property = "flexy.fleetFile", defaultValue = "${basedir}/fleet.yaml")
    private File fleetFile;

    /** The project folder; no file outside of it is read. */
    @Parameter(property = "flexy.projectFolder", defaultValue = "${basedir}")
    private File projectFolder;

    /** Skips this plugin. */
    @Parameter(property = "flexy.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped (flexy.skip)");
            return;
        }
        try {
            work();
        } catch (IOException | IllegalArgumentException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    /** The goal's own work. */
    abstract void work() throws IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    /** The fleet of the file, or nothing without a file. */
    final Optional<Fleet> fleet() throws IOException, MojoFailureException {
        if (!fleetFile.exists()) {
            return Optional.empty();
        }
        FleetResult result = new FleetReader(InstantSource.system())
                .read(projectFolder.toPath().toAbsolutePath().normalize(), fleetFile.toPath());
        if (FindingLog.show(result.findings(), getLog()) > 0) {
            throw new MojoFailureException("errors in the fleet file; nothing was done");
        }
        return result.fleet();
    }
}
