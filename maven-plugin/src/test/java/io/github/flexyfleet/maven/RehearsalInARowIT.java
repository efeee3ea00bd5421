package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One goal after the other on the same rehearsal, as somebody does who tries the tool. */
@Timeout(value = 200, unit = TimeUnit.SECONDS)
class RehearsalInARowIT {
    /** More than a runtime takes for a Flexy that boots again and again. */
    private static final int GOALS = 8;

    @TempDir
    Path folder;

    @Test
    void virtualGatewaysRanOnBetweenTwoGoals() throws Exception {
        Fleet fleet;
        try (RehearsedFleet rehearsed = new RehearsedFleet(folder, 1, "S1")) {
            assertThat(rehearsed.deploy(Duration.ofSeconds(60)).done()).isTrue();
            fleet = rehearsed.fleet();
        }
        for (int goal = 1; goal <= GOALS; goal++) {
            RuntimeStatus status = status(fleet);
            assertThat(status.error()).as("goal %d", goal).doesNotContain("safe-mode");
            assertThat(status.hub().state()).as("goal %d", goal).isNotEqualTo(RuntimeStatus.LinkState.OFF);
        }
    }

    private RuntimeStatus status(Fleet fleet) throws Exception {
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            FleetTargets targets = StateFolder.targets(fleet, world);
            FleetEngine engine =
                    new FleetEngine(world.connections(), world.release(), world.settings(1), Pace.system());
            DeviceState state = engine.status(targets.targets()).get(0);
            return state.status().orElseThrow(() -> new AssertionError(state.problem()));
        }
    }
}
