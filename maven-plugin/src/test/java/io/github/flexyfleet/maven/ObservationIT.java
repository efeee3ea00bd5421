package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.ReportedState;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.Observation;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where what a device runs is learned from: its twin at the hub, which costs no Talk2M call, or the device itself. */
@Timeout(value = 200, unit = TimeUnit.SECONDS)
class ObservationIT {
    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final DeviceId PUMP = new DeviceId("pump-1");

    @TempDir
    Path folder;

    @Test
    void aTwinThatSaysItSparesTheCall() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1")) {
            Connections connections = fleet.connections();
            List<DeviceTarget> targets = fleet.targets().targets();

            Observations factoryNew = observe(fleet, connections, true, false);
            assertThat(factoryNew.byDevice()).isEmpty();
            assertThat(calls(connections)).isZero();

            deploy(fleet);
            awaitTwin(connections, targets.get(0));
            Observations seen = observe(fleet, connections, true, true);

            assertThat(seen.twinsMissed()).isEmpty();
            assertThat(seen.byDevice().get(PUMP).by()).isEqualTo(Observation.Means.TWIN);
            assertThat(seen.byDevice().get(PUMP).digest())
                    .contains(targets.get(0).digest());
            assertThat(calls(connections)).isZero();
        }
    }

    @Test
    void onAHubWithoutTwinsTheDeviceIsAskedOnce() throws Exception {
        try (RehearsedFleet fleet = new RehearsedFleet(folder, 1, "B1")) {
            deploy(fleet);
            Connections connections = fleet.connections();

            Observations seen = observe(fleet, connections, false, true);
            long first = calls(connections);
            Observations refused = observe(fleet, connections, true, true);

            assertThat(seen.byDevice().get(PUMP).by()).isEqualTo(Observation.Means.STATUS);
            assertThat(first)
                    .as("one for the device, the others for the account")
                    .isLessThanOrEqualTo(5);
            assertThat(refused.twinsMissed()).isPresent();
            assertThat(refused.byDevice().get(PUMP).by()).isEqualTo(Observation.Means.STATUS);
        }
    }

    private static void deploy(RehearsedFleet fleet) throws Exception {
        RolloutResult result = fleet.deploy(ENOUGH);
        assertThat(result.done()).as("%s", result.devices().get(0).problem()).isTrue();
    }

    private Observations observe(RehearsedFleet fleet, Connections connections, boolean twins, boolean ask)
            throws Exception {
        FleetEngine engine =
                new FleetEngine(connections, fleet.surroundings().release(), fleet.within(ENOUGH), Pace.system());
        return engine.observe(fleet.targets().targets(), twins, ask);
    }

    private static long calls(Connections connections) throws Exception {
        return connections.accounts().get(0).ledger().spent(LocalDate.now(ZoneOffset.UTC));
    }

    /** A runtime reports what it runs some seconds after it is confirmed. */
    private static void awaitTwin(Connections connections, DeviceTarget target) throws Exception {
        Instant end = Instant.now().plus(ENOUGH);
        Pace pace = Pace.system();
        while (true) {
            Map<DeviceId, ReportedState> twins = connections.registry().reported(List.of(target.device()));
            Optional<Observation> seen =
                    Optional.ofNullable(twins.get(target.device())).flatMap(Observation::of);
            if (seen.flatMap(Observation::digest).equals(Optional.of(target.digest()))) {
                return;
            }
            assertThat(Instant.now()).as("the twin says %s", twins).isBefore(end);
            pace.pause(Duration.ofMillis(500));
        }
    }
}
