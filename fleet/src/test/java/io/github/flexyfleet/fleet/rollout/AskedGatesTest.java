package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.model.GateRule;
import io.github.flexyfleet.fleet.model.Openings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates of a rollout without a view of the hub: devices are asked, and old or other words open nothing. */
class AskedGatesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final GateRule HELD = RolloutRig.HELD;

    @TempDir
    private Path folder;

    private final RolloutRig rig = new RolloutRig();

    @Test
    void withoutAViewOfTheHubDevicesAreAskedForTheirGates() throws Exception {
        rig.wave("canary", 1, HELD).wave("rest", 1);
        rig.gateway("canary-0").connectedFor(Duration.ofMinutes(6));

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results)).containsExactly("canary-0 CONFIRMED", "rest-0 CONFIRMED");
        assertThat(results.get(0).calls())
                .as("each call is counted once, the gate's too")
                .isEqualTo(rig.gateway("canary-0").calls());
    }

    @Test
    void anInconclusiveGateStopsTheRolloutAndTheDeviceStaysConfirmed() throws Exception {
        rig.wave("canary", 1, HELD).wave("rest", 1);

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results)).containsExactly("canary-0 CONFIRMED", "rest-0 NOT_STARTED");
        assertThat(rig.rollout.stopped())
                .contains("wave 1 (canary): a gate is inconclusive, the time for it is over:"
                        + " canary-0 (it has been connected for 10 of 300 s)");
        assertThat(rig.gateway("canary-0").done.stream()
                        .filter("status"::equals)
                        .count())
                .as("20 looks, and the last one at the end")
                .isLessThanOrEqualTo(25);
    }

    @Test
    void aGateThatStoppedARolloutIsOwedInTheNextOne() throws Exception {
        FileApprovals owed = new FileApprovals(folder);
        rig.conditions = rig.conditions.withOwed(owed);
        rig.wave("canary", 1, HELD).wave("rest", 1);
        rig.run();

        assertThat(RolloutRig.shown(rig.run()))
                .as("nothing to do in the first wave, and its gate is not open for that")
                .containsExactly("canary-0 UNCHANGED", "rest-0 NOT_STARTED");

        rig.gateway("canary-0").connectedFor(Duration.ofMinutes(6));
        assertThat(RolloutRig.shown(rig.run())).containsExactly("canary-0 UNCHANGED", "rest-0 CONFIRMED");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aStatusThatIsOldOrOfAnotherBundleOpensNoGate() throws Exception {
        GateRule read = new GateRule(
                new GateRule.Shows(Optional.empty(), OptionalInt.of(3), OptionalInt.empty(), false),
                Duration.ZERO,
                HOUR,
                1,
                false);
        rig.wave("canary", 1, read).wave("rest", 1);
        FakeGateway canary = rig.gateway("canary-0");
        rig.listener = event -> {
            if (event instanceof RolloutEvent.GatesHeld) {
                canary.confirmed(Targets.OTHER);
            }
        };

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results)).containsExactly("canary-0 FAILED", "rest-0 NOT_STARTED");
        assertThat(results.get(0).problem().orElseThrow().toString())
                .startsWith("FLX3081 it was confirmed, but then it runs bundle " + Targets.OTHER.hex());
    }

    @Test
    void whereDevicesAreAskedFreshMeansThatMessagesGoOn() throws Exception {
        GateRule fresh = new GateRule(
                new GateRule.Shows(Optional.empty(), OptionalInt.empty(), OptionalInt.of(2), false),
                Duration.ZERO,
                HOUR,
                1,
                false);
        rig.wave("canary", 1, fresh).wave("second", 1, fresh).wave("rest", 1);
        DeviceNeeds eachMinute = new DeviceNeeds(Openings.ALWAYS, Optional.empty(), Map.of("g", Duration.ofMinutes(1)));
        rig.needs("canary-0", eachMinute);
        rig.needs("second-0", eachMinute);
        rig.listener = event -> {
            if (event instanceof RolloutEvent.GatesHeld gates && gates.number() == 2) {
                rig.gateway("second-0").stuck();
            }
        };

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results))
                .containsExactly("canary-0 CONFIRMED", "second-0 FAILED", "rest-0 NOT_STARTED");
        assertThat(results.get(1).problem().orElseThrow().what())
                .isEqualTo("it was confirmed, but then the hub has read nothing new in 180 s");
    }

    @Test
    void messagesThatAreLostFailTheGate() throws Exception {
        GateRule read = new GateRule(
                new GateRule.Shows(Optional.empty(), OptionalInt.of(3), OptionalInt.empty(), false),
                Duration.ZERO,
                HOUR,
                1,
                false);
        rig.wave("canary", 1, read);
        FakeGateway canary = rig.gateway("canary-0").stuck();
        rig.listener = event -> {
            if (event instanceof RolloutEvent.GatesHeld) {
                canary.dropping(7);
            }
        };
        rig.gateways.put(rig.target("canary-0").device(), canary);
        canary.confirmed(rig.target("canary-0").digest());
        rig.conditions = rig.conditions.withOwed(alwaysOwed());

        assertThat(rig.run()).extracting(DeviceResult::outcome).containsExactly(Outcome.FAILED);
        assertThat(rig.rollout.stopped())
                .contains("wave 1 (canary): a gate failed: canary-0 (the device dropped 7 messages)");
    }

    private static OwedGates alwaysOwed() {
        return new OwedGates() {
            @Override
            public boolean owes(WaveKey wave) {
                return true;
            }

            @Override
            public void owe(WaveKey wave) {}

            @Override
            public void paid(WaveKey wave) {}
        };
    }
}
