package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.Verdict;
import io.github.flexyfleet.fleet.rollout.WaveKey;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gates, a hold and an approval on the real runtime jar: its messages at the hub, its tags, its status. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WavesInRehearsalTest {
    private static final String FILE = """
            fleet: gated
            hub: {host: eWONPROJECT.azure-devices.net}
            talk2m: {account: demo}
            defaults:
              tagGroups:
                all: {groups: [A, B, C, D], push: {onChange: 1s, full: 2s}}
            rollout:
              gates: [{connectedFor: 3s, messages: 3, fresh: 4, noNewErrors: true, within: 60s}]
              waves:
                - {name: canary, labels: [pilot]}
                - {name: rest, approve: manual}
            sites:
              brussels:
                timeZone: Europe/Brussels
                devices:
                  pump-1: {name: Pump 1, labels: [pilot]}
                  pump-2: {name: Pump 2, hold: {tag: NoSuchTag}}
                  pump-3: {name: Pump 3, hold: {tag: Spare}}
                  pump-4: {name: Pump 4}
            """;

    @TempDir
    Path folder;

    @Test
    void theCanaryShowsWhatIsAskedAndTheRestWaitsForItsApproval() throws Exception {
        Fleet fleet = read();
        List<RolloutEvent> events = new CopyOnWriteArrayList<>();
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(fleet, BundledRuntime.load(), folder.resolve("rehearsal"))) {
            FleetTargets targets = StateFolder.targets(fleet, world);

            RolloutResult first = engine(fleet, world).deploy(fleet, targets.targets(), events::add);

            assertThat(first.devices())
                    .extracting(device -> device.target().device() + " " + device.outcome())
                    .containsExactly(
                            "pump-1 CONFIRMED", "pump-2 NOT_STARTED", "pump-3 NOT_STARTED", "pump-4 NOT_STARTED");
            assertThat(first.waits().orElseThrow()).contains("flexy:approve -Dflexy.wave=rest");
            assertThat(first.settled()).isTrue();
            assertThat(events)
                    .filteredOn(RolloutEvent.GateJudged.class::isInstance)
                    .singleElement()
                    .extracting(event -> ((RolloutEvent.GateJudged) event).verdict())
                    .isEqualTo(Verdict.PASS);

            WavePlan.Wave rest = WavePlan.of(fleet, targets.targets()).waves().get(1);
            StateFolder.approvals(world.certificates()).approve(WaveKey.of(rest), "ann", Instant.now());
            RolloutResult second = engine(fleet, world).deploy(fleet, targets.targets(), events::add);

            assertThat(second.devices())
                    .extracting(device -> device.target().device() + " " + device.outcome())
                    .containsExactly("pump-1 UNCHANGED", "pump-2 DEFERRED", "pump-3 DEFERRED", "pump-4 CONFIRMED");
            assertThat(second.devices().get(1).problem().orElseThrow().what()).contains("no tag 'NoSuchTag'");
            // A level that is never 0: the machine is busy.
            assertThat(second.devices().get(2).problem().orElseThrow().what())
                    .matches("its tag Spare is -?[0-9.]+, and was so for 0 min");
            assertThat(StateFolder.debts(world.certificates()).debts())
                    .extracting(debt -> debt.device() + " " + debt.reason())
                    .containsExactly("pump-2 FLX3083", "pump-3 FLX3083");
        }
    }

    private static FleetEngine engine(Fleet fleet, RehearsalSurroundings world) {
        return new FleetEngine(
                world.connections(),
                world.release(),
                world.settings(4),
                StateFolder.conditions(fleet, world.certificates()),
                Pace.system());
    }

    private Fleet read() throws Exception {
        return read(folder, FILE);
    }

    /** The fleet of a file in a folder. */
    static Fleet read(Path folder, String text) throws Exception {
        FleetResult result = WrittenFleet.read(folder, text);
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }
}
