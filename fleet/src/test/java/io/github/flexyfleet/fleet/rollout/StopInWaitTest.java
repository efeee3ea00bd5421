package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.GateRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Whoever stops a rollout does not wait for the end of its long waits. */
class StopInWaitTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMinutes(5);

    private final RolloutRig rig = new RolloutRig();

    @Test
    void aSoakEndsAndNobodyIsAskedOnceMore() throws Exception {
        rig.wave("canary", 1).wave("rest", 1);
        WavePlan.Wave canary = rig.waves.get(0);
        rig.waves.set(0, new WavePlan.Wave(canary.name(), HOUR, canary.targets(), List.of(), false));
        rig.listener = event -> {
            if (event instanceof RolloutEvent.Soaking) {
                rig.rollout.stop(StopCause.REQUEST, "stopped by Ctrl-C");
            }
        };
        Instant begun = rig.pace.now();

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results)).containsExactly("canary-0 CONFIRMED", "rest-0 NOT_STARTED");
        assertThat(rig.rollout.stopped()).contains("stopped by Ctrl-C");
        assertThat(Duration.between(begun, rig.pace.now())).isLessThan(SOON);
        assertThat(results.get(0).calls()).isEqualTo(rig.gateway("canary-0").calls());
    }

    @Test
    void aGateEndsWithoutAVerdictAndIsOwed() throws Exception {
        GateRule held = new GateRule(
                new GateRule.Shows(Optional.of(SOON), OptionalInt.empty(), OptionalInt.empty(), false),
                Duration.ZERO,
                HOUR,
                1,
                false);
        rig.wave("canary", 1, held).wave("rest", 1);
        rig.listener = event -> {
            if (event instanceof RolloutEvent.GatesHeld) {
                rig.rollout.stop(StopCause.REQUEST, "stopped by Ctrl-C");
            }
        };
        Instant begun = rig.pace.now();

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results)).containsExactly("canary-0 CONFIRMED", "rest-0 NOT_STARTED");
        assertThat(rig.rollout.stopped()).contains("stopped by Ctrl-C");
        assertThat(rig.events).noneMatch(RolloutEvent.GateJudged.class::isInstance);
        assertThat(Duration.between(begun, rig.pace.now())).isLessThan(SOON);
    }
}
