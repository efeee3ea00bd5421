package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.probe.Answer;
import io.github.flexyfleet.fleet.probe.Fact;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import io.github.flexyfleet.simulator.reality.Assumptions;
import io.github.flexyfleet.simulator.reality.Switch;
import io.github.flexyfleet.simulator.reality.Switches;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A probe on worlds that were told how to be. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ProbeInRehearsalIT {
    @TempDir
    Path folder;

    @Test
    void on_the_usual_world_it_finds_what_is_assumed() throws Exception {
        try (ProbedWorld world = new ProbedWorld(folder, ProbedWorld.usual())) {
            Map<String, String> before = world.contents();
            ProbeProfile profile = world.probe();
            world.log.forEach(System.out::println);
            System.out.println(profile.json());
            assertThat(world.contents()).isEqualTo(before);
        }
    }
}
