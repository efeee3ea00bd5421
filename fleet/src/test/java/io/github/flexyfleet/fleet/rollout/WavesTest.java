package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import io.github.flexyfleet.fleet.model.AbortRule;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.FailureClass;
import io.github.flexyfleet.fleet.model.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A rollout wave by wave: when the next wave begins, and when nothing begins any more. */
class WavesTest {
    private final VirtualPace pace = new VirtualPace();
    private final List<RolloutEvent> events = new ArrayList<>();
    private final Map<DeviceId, FakeGateway> gateways = new HashMap<>();
    private List<AbortRule> rules = List.of();

    @Test
    void theNextWaveBeginsWhenTheOneBeforeItIsConfirmed() throws Exception {
        WavePlan plan = plan(wave("canary", 1), wave("rest", 3));
        Rollout rollout = rollout();

        List<DeviceResult> results = run(rollout, plan);

        assertThat(results).extracting(DeviceResult::outcome).containsOnly(Outcome.CONFIRMED);
        assertThat(results).extracting(DeviceResult::wave).containsExactly(1, 2, 2, 2);
        assertThat(rollout.stopped()).isEmpty();
        assertThat(events.stream().map(event -> event.getClass().getSimpleName() + finished(event)))
                .containsSubsequence("WaveStarted", "DeviceFinished canary-0", "WaveStarted", "DeviceFinished rest-0");
    }

    private static String finished(RolloutEvent event) {
        return event instanceof RolloutEvent.DeviceFinished done
                ? " " + done.result().target().device()
                : "";
    }

    @Test
    void aCanaryThatGoesWrongIsTheOnlyDeviceEverTouched() throws Exception {
        WavePlan plan = plan(wave("canary", 1), wave("rest", 500));
        gateway(plan, "canary-0").mute("tags without values");
        Rollout rollout = rollout();

        List<DeviceResult> results = run(rollout, plan);

        assertThat(results.get(0).outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(results.subList(1, 501)).extracting(DeviceResult::outcome).containsOnly(Outcome.NOT_STARTED);
        assertThat(results.subList(1, 501)).extracting(DeviceResult::wave).containsOnly(2);
        assertThat(gateways.values().stream().filter(gateway -> !gateway.done.isEmpty()))
                .hasSize(1);
        assertThat(rollout.stopped())
                .contains("wave 1 (canary): 1 of 1 device went wrong, and in the first wave none may");
    }

    @Test
    void aFirstWaveOutOfReachOpensNoGate() throws Exception {
        WavePlan plan = plan(wave("canary", 2), wave("rest", 3));
        gateway(plan, "canary-0").failing(offline());
        gateway(plan, "canary-1").failing(offline());
        Rollout rollout = rollout();

        assertThat(run(rollout, plan))
                .extracting(DeviceResult::outcome)
                .containsExactly(
                        Outcome.UNREACHABLE,
                        Outcome.UNREACHABLE,
                        Outcome.NOT_STARTED,
                        Outcome.NOT_STARTED,
                        Outcome.NOT_STARTED);
        assertThat(rollout.stopped().orElseThrow()).contains("nothing shows that it is right");
    }

    @Test
    void anUnreachableDeviceBesideAConfirmedOneHoldsUpNobody() throws Exception {
        WavePlan plan = plan(wave("canary", 2), wave("rest", 1));
        gateway(plan, "canary-0").failing(offline());

        assertThat(run(rollout(), plan))
                .extracting(DeviceResult::outcome)
                .containsExactly(Outcome.UNREACHABLE, Outcome.CONFIRMED, Outcome.CONFIRMED);
    }

    @Test
    void aWaveThatHadTheWantedDigestBeforeOpensTheGateWithoutSoak() throws Exception {
        WavePlan plan = plan(soaking("canary", 1, Duration.ofHours(1)), wave("rest", 1));
        DeviceTarget canary = plan.targets().get(0);
        gateway(plan, "canary-0").confirmed(canary.digest());
        Instant begin = pace.now();

        assertThat(run(rollout(), plan))
                .extracting(DeviceResult::outcome)
                .containsExactly(Outcome.UNCHANGED, Outcome.CONFIRMED);
        assertThat(Duration.between(begin, pace.now())).isLessThan(Duration.ofHours(1));
    }

    @Test
    void afterTheSoakEachDeviceIsLookedAtOnce() throws Exception {
        WavePlan plan = plan(soaking("canary", 2, Duration.ofHours(1)), wave("rest", 1));
        Instant begin = pace.now();

        List<DeviceResult> results = run(rollout(), plan);

        assertThat(results).extracting(DeviceResult::outcome).containsOnly(Outcome.CONFIRMED);
        assertThat(Duration.between(begin, pace.now())).isGreaterThanOrEqualTo(Duration.ofHours(1));
        FakeGateway canary = gateways.get(new DeviceId("canary-0"));
        FakeGateway other = gateways.get(new DeviceId("rest-0"));
        assertThat(count(canary, "status")).isEqualTo(count(other, "status") + 1);
        assertThat(events).anyMatch(event -> event instanceof RolloutEvent.Soaking);
        assertThat(results.get(0).calls()).as("each call counted once").isEqualTo(canary.calls());
    }

    @Test
    void aDeviceThatIsNotWellAfterTheSoakStopsTheRollout() throws Exception {
        WavePlan plan = plan(soaking("canary", 1, Duration.ofHours(1)), wave("rest", 2));
        FakeGateway canary = gateway(plan, "canary-0");
        whenSoakingBegins(() -> canary.mute("gone"));
        Rollout rollout = rollout();

        List<DeviceResult> results = run(rollout, plan);

        assertThat(results)
                .extracting(DeviceResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.NOT_STARTED, Outcome.NOT_STARTED);
        assertThat(results.get(0).problem().orElseThrow().code()).isEqualTo(ProblemCode.NOT_WELL_AFTER_SOAK);
        assertThat(results.get(0).problem().orElseThrow().what()).contains("hub disconnected");
        assertThat(rollout.stopped()).isPresent();
    }

    @Test
    void aDeviceThatCannotBeReachedAfterTheSoakStaysConfirmed() throws Exception {
        WavePlan plan = plan(soaking("canary", 1, Duration.ofHours(1)), wave("rest", 1));
        FakeGateway canary = gateway(plan, "canary-0");
        whenSoakingBegins(() -> canary.failing(offline()));

        assertThat(run(rollout(), plan)).extracting(DeviceResult::outcome).containsOnly(Outcome.CONFIRMED);
    }

    @Test
    void aRuleStopsTheRolloutInTheMiddleOfAWave() throws Exception {
        rules = List.of(new AbortRule(FailureClass.FAILED, 3, Optional.empty(), 10));
        WavePlan plan = plan(wave("canary", 1), wave("rest", 20));
        IntStream.of(2, 5, 6, 9).forEach(i -> gateway(plan, "rest-" + i).failing(broken()));
        Rollout rollout = rollout();

        List<DeviceResult> results = run(rollout, plan);

        assertThat(results.stream().filter(result -> result.outcome() == Outcome.FAILED))
                .hasSize(3);
        assertThat(results.subList(8, 21)).extracting(DeviceResult::outcome).containsOnly(Outcome.NOT_STARTED);
        assertThat(rollout.stopped())
                .contains("3 of 8 finished devices ended as failed; the abort rule says at least 3");
    }

    @Test
    void whatWasRightBeforeDoesNotWaterDownAShare() throws Exception {
        rules = List.of(new AbortRule(FailureClass.ANY, 1, Share.parse("50%"), 2));
        WavePlan plan = plan(wave("first", 1), wave("rest", 12));
        IntStream.range(0, 10)
                .forEach(i -> gateway(plan, "rest-" + i)
                        .confirmed(target(plan, "rest-" + i).digest()));
        gateway(plan, "rest-10").failing(broken());

        List<DeviceResult> results = run(rollout(), plan);

        assertThat(results.get(12).outcome())
                .as("after 1 of 2 that were changed")
                .isEqualTo(Outcome.NOT_STARTED);
    }

    @Test
    void aLateFailureCountsOnlyAsItsOwnClass() throws Exception {
        rules = List.of(new AbortRule(FailureClass.UNREACHABLE, 2, Optional.empty(), 10));
        WavePlan plan = plan(wave("canary", 1), wave("rest", 4));
        gateway(plan, "rest-0").failing(broken());
        gateway(plan, "rest-1").failing(broken());
        gateway(plan, "rest-2").failing(offline());

        assertThat(run(rollout(), plan))
                .extracting(DeviceResult::outcome)
                .containsExactly(
                        Outcome.CONFIRMED, Outcome.FAILED, Outcome.FAILED, Outcome.UNREACHABLE, Outcome.CONFIRMED);
    }

    private Optional<Runnable> onSoak = Optional.empty();

    private void whenSoakingBegins(Runnable action) {
        onSoak = Optional.of(action);
    }

    private List<DeviceResult> run(Rollout rollout, WavePlan plan) throws InterruptedException {
        plan.targets()
                .forEach(target -> gateways.computeIfAbsent(target.device(), id -> new FakeGateway(target, pace)));
        return rollout.run(new WavePlan(plan.waves(), rules), new AdaptiveLimit(1));
    }

    private Rollout rollout() {
        return new Rollout(
                target -> gateways.get(target.device()),
                new TrustingHub(),
                Optional.empty(),
                RolloutSettings.defaults().withConcurrency(1),
                pace,
                event -> {
                    events.add(event);
                    if (event instanceof RolloutEvent.Soaking) {
                        onSoak.ifPresent(Runnable::run);
                    }
                });
    }

    private FakeGateway gateway(WavePlan plan, String id) {
        DeviceTarget target = target(plan, id);
        return gateways.computeIfAbsent(target.device(), device -> new FakeGateway(target, pace));
    }

    private static DeviceTarget target(WavePlan plan, String id) {
        return plan.targets().stream()
                .filter(target -> target.device().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static DeviceProblemException offline() {
        return new DeviceProblemException(Outcome.UNREACHABLE, ProblemCode.OFFLINE, "planted", "wait");
    }

    private static DeviceProblemException broken() {
        return new DeviceProblemException(Outcome.FAILED, ProblemCode.FLASH_FULL, "planted", "make room");
    }

    private static long count(FakeGateway gateway, String what) {
        return gateway.done.stream().filter(what::equals).count();
    }

    private static WavePlan plan(WavePlan.Wave... waves) {
        return new WavePlan(List.of(waves), List.of());
    }

    private static WavePlan.Wave wave(String name, int devices) {
        return soaking(name, devices, Duration.ZERO);
    }

    private static WavePlan.Wave soaking(String name, int devices, Duration soak) {
        return new WavePlan.Wave(
                name,
                soak,
                IntStream.range(0, devices)
                        .mapToObj(i -> Targets.target(name + "-" + i))
                        .toList());
    }
}
