package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.telemetry.DeviceMetrics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Asks every device how it is, one Talk2M call each, and writes it as OpenMetrics text for Prometheus and its kin. Writes to
 * no device.
 */
@Mojo(name = "metrics", requiresProject = false, threadSafe = true)
public class MetricsMojo extends AbstractWorldMojo {
    /** The file; {@code metrics.txt} in the output folder unless given. */
    @Parameter(property = "flexy.metrics")
    private File metrics;

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException {
        Path file = metrics == null ? outputFolder().resolve("metrics.txt") : metrics.toPath();
        String text = DeviceMetrics.text(
                fleet.name(),
                engine.status(targets.targets()),
                StateFolder.debts(surroundings.certificates()).debts(),
                Instant.now());
        Optional<String> wrong = new MetricsTarget.TextFile(file).write(text);
        if (wrong.isPresent()) {
            throw new MojoFailureException(wrong.get());
        }
        getLog().info("metrics: " + file);
    }
}
