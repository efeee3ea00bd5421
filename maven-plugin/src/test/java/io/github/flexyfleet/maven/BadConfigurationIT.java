package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Wave;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that a runtime takes, but that cannot reach the hub, on its way to 500 gateways. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class BadConfigurationIT {
    private static final Duration ENOUGH = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final int DEVICES = 500;

    @TempDir
    Path folder;

    @Test
    void onlyTheCanaryEverHearsOfItAndGoesBackByItself() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, DEVICES, "S1")) {
            RehearsalWorld world = fleet.surroundings().world();
            Wave first = fleet.fleet().rollout().waves().get(0);
            assertThat(first.devices()).hasSize(1);
            DeviceId canary = first.devices().get(0);
            List<DeviceTarget> good = fleet.targets().targets().stream()
                    .filter(target -> target.device().equals(canary))
                    .toList();
            assertThat(fleet.engine().deploy("canary", good, event -> {}).done())
                    .isTrue();
            fleet.change("nowhere.azure-devices.net", DEVICES, 20);

            RolloutResult result = fleet.deployInWaves(SHORT);

            assertThat(result.count(Outcome.REVERTED)).isEqualTo(1);
            assertThat(result.count(Outcome.NOT_STARTED)).isEqualTo(DEVICES - 1);
            assertThat(result.stopped())
                    .hasValueSatisfying(why -> assertThat(why).contains("canary"));
            assertThat(result.devices()).allSatisfy(device -> {
                if (device.target().device().equals(canary)) {
                    assertThat(device.outcome()).isEqualTo(Outcome.REVERTED);
                } else {
                    untouched(device, world);
                }
            });
            assertThat(fleet.awaitMessage(good.get(0).digest().abbreviated(), ENOUGH))
                    .extracting(HubEvent::deviceId)
                    .containsOnly(canary.value());
        }
    }

    /** Not one call, no identity at the hub. */
    private static void untouched(DeviceResult device, RehearsalWorld world) {
        assertThat(device.calls()).isZero();
        assertThat(world.registry().find(device.target().device().value())).isEmpty();
    }
}
