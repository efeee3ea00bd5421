package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.model.AbortRule;
import io.github.flexyfleet.fleet.model.FailureClass;
import io.github.flexyfleet.fleet.model.GateRule;
import io.github.flexyfleet.fleet.model.Hold;
import io.github.flexyfleet.fleet.model.OnAbort;
import io.github.flexyfleet.fleet.model.Openings;
import io.github.flexyfleet.fleet.model.Timing;
import io.github.flexyfleet.fleet.model.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rollout asks of others, and what it does when they say no: approvals, windows, holds, gates, the way back. */
class RolloutConditionsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final GateRule HELD = RolloutRig.HELD;

    @TempDir
    private Path folder;

    private final RolloutRig rig = new RolloutRig();

    @Test
    void aWaveThatNobodyHasApprovedEndsTheRolloutInGoodOrder() throws Exception {
        rig.wave("canary", 1).approvedWave("rest", 2);

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results))
                .containsExactly("canary-0 CONFIRMED", "rest-0 NOT_STARTED", "rest-1 NOT_STARTED");
        assertThat(rig.rollout.waits())
                .contains("wave 2 (rest) waits for mvn flexy:approve -Dflexy.wave=rest, then deploy again");
        assertThat(rig.rollout.stopped()).as("nothing went wrong").isEmpty();
        assertThat(result(results).settled()).isTrue();
    }

    @Test
    void anApprovalOpensItsWaveAndNoOtherConfiguration() throws Exception {
        FileApprovals approvals = new FileApprovals(folder.resolve("rollout"));
        rig.conditions = rig.conditions.withApprovals(approvals);
        rig.wave("canary", 1).approvedWave("rest", 2);
        WavePlan.Wave other = new WavePlan.Wave("rest", Duration.ZERO, List.of(rig.target("rest-0")));
        approvals.approve(WaveKey.of(other), "ann", rig.pace.now());
        assertThat(RolloutRig.shown(rig.run())).contains("rest-0 NOT_STARTED");

        approvals.approve(WaveKey.of(rig.plan().waves().get(1)), "ann\nof operations", rig.pace.now());

        assertThat(RolloutRig.shown(rig.run())).contains("rest-0 CONFIRMED", "rest-1 CONFIRMED");
        assertThat(rig.rollout.waits()).isEmpty();
        assertThat(approvals.of(WaveKey.of(rig.plan().waves().get(1))))
                .contains(new Approvals.Approval("ann of operations", Instant.parse("2026-11-22T20:00:10Z")));
    }

    @Test
    void anApprovalIsWaitedForAsLongAsThereIsPatience() throws Exception {
        Instant begin = rig.pace.now();
        rig.conditions = rig.conditions
                .withPatience(HOUR)
                .withApprovals(wave -> rig.pace.now().isAfter(begin.plus(Duration.ofMinutes(30)))
                        ? Optional.of(new Approvals.Approval("ann", rig.pace.now()))
                        : Optional.empty());
        rig.wave("canary", 1).approvedWave("rest", 1);

        assertThat(RolloutRig.shown(rig.run())).containsExactly("canary-0 CONFIRMED", "rest-0 CONFIRMED");
        assertThat(rig.events)
                .filteredOn(RolloutEvent.Waiting.class::isInstance)
                .hasSize(1);
    }

    @Test
    void anApprovalThatCannotBeReadOpensNothing() throws Exception {
        FileApprovals approvals = new FileApprovals(folder);
        rig.conditions = rig.conditions.withApprovals(approvals);
        rig.approvedWave("canary", 1);
        WaveKey key = WaveKey.of(rig.plan().waves().get(0));
        approvals.approve(key, "ann", rig.pace.now());
        Path file = folder.resolve("canary-" + key.content().abbreviated() + ".approved");
        Files.writeString(file, "ann\nyesterday\n" + key.content().hex() + "\n");

        assertThat(RolloutRig.shown(rig.run())).containsExactly("canary-0 NOT_STARTED");
        assertThat(rig.rollout.waits().orElseThrow()).contains("cannot be read; remove it and approve again");
        assertThatThrownBy(() -> approvals.of(key)).isInstanceOf(IOException.class);
    }

    /** The rig's time begins on Sunday, 22 November 2026, 20:00 UTC. */
    private static DeviceNeeds openAt(String start) {
        Window window = Window.of("FREQ=DAILY", LocalTime.parse(start), HOUR, Optional.empty());
        return new DeviceNeeds(
                new Openings(ZoneId.of("Europe/Brussels"), List.of(window), Timing.ANY), Optional.empty(), Map.of());
    }

    @Test
    void aDeviceOutsideOfItsWindowIsADebtThatSaysWhenItOpens() throws Exception {
        rig.wave("canary", 1).wave("rest", 2);
        rig.needs("rest-0", openAt("22:30"));

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results))
                .containsExactly("canary-0 CONFIRMED", "rest-0 DEFERRED", "rest-1 CONFIRMED");
        assertThat(results.get(1).problem().orElseThrow().toString())
                .isEqualTo("FLX3082 it is outside of its windows; the next one opens at 2026-11-22 22:30"
                        + " (Europe/Brussels) / deploy again then, or let the deploy wait for it with -Dflexy.wait");
        assertThat(rig.gateway("rest-0").done).as("only looked at").containsExactly("status");
        assertThat(result(results).settled()).isTrue();
    }

    @Test
    void aDeviceWithNothingToDoNeedsNoWindow() throws Exception {
        rig.wave("canary", 1);
        rig.needs("canary-0", openAt("22:30"));
        rig.gateway("canary-0").confirmed(rig.target("canary-0").digest());

        assertThat(RolloutRig.shown(rig.run())).containsExactly("canary-0 UNCHANGED");
    }

    @Test
    void aWindowThatOpensSoonIsWaitedForAndOthersGoFirst() throws Exception {
        rig.conditions = rig.conditions.withPatience(HOUR);
        rig.wave("canary", 1).wave("rest", 3);
        rig.needs("rest-0", openAt("21:30"));
        rig.needs("rest-1", openAt("22:05"));

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results))
                .containsExactly("canary-0 CONFIRMED", "rest-0 CONFIRMED", "rest-1 DEFERRED", "rest-2 CONFIRMED");
        assertThat(rig.events.stream()
                        .filter(RolloutEvent.DeviceFinished.class::isInstance)
                        .map(event -> ((RolloutEvent.DeviceFinished) event)
                                .result()
                                .target()
                                .device()
                                .value()))
                .containsExactly("canary-0", "rest-1", "rest-2", "rest-0");
        assertThat(rig.pace.now()).isAfterOrEqualTo(Instant.parse("2026-11-22T20:30:00Z"));
    }

    @Test
    void aWaveInWhichNoDeviceMayBeginEndsTheRolloutInGoodOrder() throws Exception {
        rig.wave("canary", 1).wave("rest", 1);
        rig.needs("canary-0", openAt("03:00"));

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results)).containsExactly("canary-0 DEFERRED", "rest-0 NOT_STARTED");
        assertThat(rig.rollout.waits().orElseThrow())
                .startsWith("wave 1 (canary): no device of it may begin now; canary-0: it is outside of its windows");
        assertThat(result(results).settled()).isTrue();
    }

    @Test
    void aDeviceThatAsksToWaitIsWaitedForWithinBounds() throws Exception {
        rig.wave("canary", 3);
        DeviceNeeds batch = new DeviceNeeds(Openings.ALWAYS, Optional.of(new Hold("Batch", HOUR)), Map.of());
        List.of("canary-0", "canary-1", "canary-2").forEach(id -> rig.needs(id, batch));
        rig.gateway("canary-0").showing("1", "1", "0");
        rig.gateway("canary-1").showing("true");

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results))
                .containsExactly("canary-0 CONFIRMED", "canary-1 DEFERRED", "canary-2 DEFERRED");
        assertThat(rig.gateway("canary-0").done).startsWith("status", "tag Batch", "tag Batch", "tag Batch");
        assertThat(rig.gateway("canary-1").done.stream().filter("tag Batch"::equals))
                .hasSize(21);
        assertThat(results.get(1).problem().orElseThrow().what())
                .isEqualTo("its tag Batch is true, and was so for 60 min");
        assertThat(results.get(2).problem().orElseThrow().what())
                .isEqualTo("the Flexy has no tag 'Batch', which hold: names");
    }

    @Test
    void onAbortConfirmedDevicesGoBackTheNewestWaveFirst() throws Exception {
        rig.wave("canary", 2).wave("rest", 3);
        rig.onAbort = OnAbort.REVERT;
        rig.abort = List.of(new AbortRule(FailureClass.FAILED, 1, Optional.empty(), 10));
        rig.gateways.values().forEach(gateway -> gateway.confirmed(Targets.OTHER));
        rig.gateway("rest-1")
                .failing(new DeviceProblemException(Outcome.FAILED, ProblemCode.FLASH_FULL, "planted", "make room"));
        rig.conditions = rig.conditions.withPrevious((target, digest) ->
                target.device().value().equals("canary-1") ? Optional.empty() : Optional.of(old(target)));

        List<DeviceResult> results = rig.run();

        assertThat(RolloutRig.shown(results))
                .containsExactly(
                        "canary-0 REVERTED",
                        "canary-1 CONFIRMED",
                        "rest-0 REVERTED",
                        "rest-1 FAILED",
                        "rest-2 NOT_STARTED");
        assertThat(results.get(0).problem().orElseThrow().code()).isEqualTo(ProblemCode.WENT_BACK);
        assertThat(results.get(1).problem().orElseThrow().toString())
                .startsWith("FLX3085 it keeps the new configuration: what it ran before (" + Targets.OTHER.abbreviated()
                        + ") was not kept");
        assertThat(rig.events.stream()
                        .filter(RolloutEvent.DeviceFinished.class::isInstance)
                        .map(event -> ((RolloutEvent.DeviceFinished) event).result())
                        .filter(result -> result.outcome() == Outcome.REVERTED)
                        .map(result -> result.target().device().value()))
                .containsExactly("rest-0", "canary-0");
        assertThat(rig.gateway("rest-0").done)
                .as("sent again, on trial and on evidence")
                .containsSubsequence("upload", "confirm", "upload", "apply", "confirm");
        assertThat(rig.reserveOpen).as("calls that are kept for that").isTrue();
        assertThat(result(results).settled()).isFalse();
    }

    @Test
    void withoutOnAbortRevertTheyStay() throws Exception {
        rig.wave("canary", 1, HELD).wave("rest", 1);
        rig.gateways.values().forEach(gateway -> gateway.confirmed(Targets.OTHER));
        rig.conditions = rig.conditions.withPrevious((target, digest) -> Optional.of(old(target)));

        assertThat(RolloutRig.shown(rig.run())).containsExactly("canary-0 CONFIRMED", "rest-0 NOT_STARTED");
        assertThat(rig.reserveOpen).isFalse();
    }

    @Test
    void aRolloutThatWaitsTakesNobodyBack() throws Exception {
        rig.wave("canary", 1).approvedWave("rest", 1);
        rig.onAbort = OnAbort.REVERT;
        rig.gateways.values().forEach(gateway -> gateway.confirmed(Targets.OTHER));
        rig.conditions = rig.conditions.withPrevious((target, digest) -> Optional.of(old(target)));

        assertThat(RolloutRig.shown(rig.run())).containsExactly("canary-0 CONFIRMED", "rest-0 NOT_STARTED");
    }

    private static DeviceTarget old(DeviceTarget target) {
        BundleFile file =
                new BundleFile("device.json", ("before " + target.device()).getBytes(StandardCharsets.UTF_8), false);
        return new DeviceTarget(
                target.device(),
                target.site(),
                target.talk2mName(),
                target.serial(),
                Bundle.of(target.device(), List.of(file)),
                target.login(),
                target.handling());
    }

    private RolloutResult result(List<DeviceResult> results) {
        return new RolloutResult(
                "f",
                rig.pace.now(),
                rig.pace.now(),
                rig.plan().waves().stream().map(WavePlan.Wave::name).toList(),
                results,
                0,
                rig.rollout.stopped(),
                rig.rollout.waits(),
                Debts.NONE,
                List.of());
    }
}
