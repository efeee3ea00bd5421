package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.WaveKey;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Approves a wave that has {@code approve: manual}, with just the configurations that the fleet file gives its devices
 * now. Reaches no device.
 */
@Mojo(name = "approve", requiresProject = false, threadSafe = true)
public class ApproveMojo extends AbstractWorldMojo {
    /** Name of the wave. */
    @Parameter(property = "flexy.wave")
    private String wave;

    /** Who approves. */
    @Parameter(property = "flexy.by", defaultValue = "${user.name}")
    private String by;

    @Override
    void work(Fleet fleet, FleetTargets targets, FleetEngine engine, Surroundings surroundings)
            throws IOException, MojoFailureException {
        WavePlan plan = WavePlan.of(fleet, targets.targets());
        WavePlan.Wave chosen = plan.waves().stream()
                .filter(each -> each.name().equals(wave))
                .findFirst()
                .orElseThrow(() -> new MojoFailureException("name a wave of the fleet file with -Dflexy.wave=NAME: "
                        + plan.waves().stream().map(WavePlan.Wave::name).collect(Collectors.joining(", "))));
        WaveKey key = WaveKey.of(chosen);
        StateFolder.approvals(surroundings.certificates()).approve(key, by, Instant.now());
        int devices = chosen.targets().size();
        getLog().info("wave " + wave + " is approved by " + by + ", for just these configurations ("
                + key.content().abbreviated() + ") of " + devices + (devices == 1 ? " device" : " devices"));
        getLog().info("next: mvn flexy:deploy");
    }
}
