package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.telemetry.DeviceMetrics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
    /** The file, or several with commas between them; {@code metrics.prom} in the output folder unless given. */
    @Parameter(property = "flexy.metrics")
    private List<String> metrics;

    @Override
    boolean onlyLooks() {
        return true;
    }

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, InterruptedException, DeviceProblemException, MojoFailureException {
        List<MetricsTarget.TextFile> files = MetricsTarget.files(
                metrics == null ? List.of() : metrics,
                projectFolder(),
                outputFolder().resolve("metrics.prom"));
        String text = DeviceMetrics.text(
                fleet.name(),
                engine.status(targets.targets()),
                StateFolder.debts(surroundings.certificates()).debts(),
                Instant.now());
        for (MetricsTarget.TextFile file : files) {
            Optional<String> wrong = file.write(text);
            if (wrong.isPresent()) {
                throw new MojoFailureException(wrong.get());
            }
            getLog().info("metrics: " + file.file());
        }
    }
}
