package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.OnAbort;
import io.github.flexyfleet.fleet.model.SideBySide;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which devices are under way at the same time, and which are not begun for the sake of another one. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class SideBySideTest {
    private final VirtualPace pace = new VirtualPace();
    private final Map<DeviceId, FakeGateway> gateways = new HashMap<>();

    @Test
    void ofASiteNoMoreAreUnderWayThanItMayHave() throws Exception {
        List<DeviceTarget> targets = new ArrayList<>();
        IntStream.range(0, 6).forEach(i -> targets.add(at("north", "n" + i)));
        IntStream.range(0, 6).forEach(i -> targets.add(at("south", "s" + i)));
        Crowd crowd = new Crowd(4);

        crowd.work(targets, new SideBySide(OptionalInt.empty(), OptionalInt.of(2), List.of()), 8);

        assertThat(crowd.most("north")).isEqualTo(2);
        assertThat(crowd.most("south")).as("it did not wait for the north").isEqualTo(2);
    }

    @Test
    void devicesThatStandInForOneAnotherAreNeverUnderWayTogether() throws Exception {
        List<DeviceTarget> targets =
                List.of(at("s", "a1"), at("s", "a2"), at("s", "a3"), at("s", "b1"), at("s", "b2"), at("s", "c"));
        Crowd crowd = new Crowd(3);

        List<DeviceResult> results = crowd.work(
                targets,
                new SideBySide(
                        OptionalInt.empty(), OptionalInt.empty(), List.of(ids("a1", "a2", "a3"), ids("b1", "b2"))),
                8);

        assertThat(results)
                .extracting(result -> result.target().device().value())
                .containsExactly("a1", "a2", "a3", "b1", "b2", "c");
        assertThat(crowd.together)
                .noneMatch(pair -> pair.equals("a1 a2") || pair.equals("a2 a3") || pair.equals("a1 a3"));
        assertThat(crowd.together).doesNotContain("b1 b2").contains("a1 b1", "a1 c");
    }

    @Test
    void theSecondOfAPairDoesNotBeginWhileTheFirstIsNotWell() throws Exception {
        WavePlan plan = plan(List.of("Pump-A", "More"), List.of("Pump-B", "Other"), List.of(ids("Pump-A", "Pump-B")));
        gateway(plan, "Pump-A")
                .failing(new DeviceProblemException(Outcome.UNREACHABLE, ProblemCode.OFFLINE, "it is offline", "wait"));

        List<DeviceResult> results = run(plan);

        assertThat(results)
                .extracting(result -> result.target().device() + " " + result.outcome())
                .containsExactly(
                        "Canary CONFIRMED",
                        "Pump-A UNREACHABLE",
                        "More CONFIRMED",
                        "Pump-B DEFERRED",
                        "Other CONFIRMED");
        assertThat(results.get(3).problem().orElseThrow().toString())
                .isEqualTo("FLX3080 not begun, because Pump-A, which stands in for it, is unreachable (FLX3002)"
                        + " / mend Pump-A, then deploy again");
        assertThat(gateways.get(new DeviceId("Pump-B")).done)
                .as("only looked at")
                .containsExactly("status");
    }

    @Test
    void aPartnerThatHasNothingToDoIsNoDebt() throws Exception {
        WavePlan plan = plan(List.of("Pump-A", "More"), List.of("Pump-B"), List.of(ids("Pump-A", "Pump-B")));
        gateway(plan, "Pump-A")
                .failing(new DeviceProblemException(Outcome.FAILED, ProblemCode.FLASH_FULL, "full", "make room"));
        gateway(plan, "Pump-B").confirmed(target(plan, "Pump-B").digest());

        assertThat(run(plan))
                .extracting(result -> result.target().device() + " " + result.outcome())
                .containsExactly("Canary CONFIRMED", "Pump-A FAILED", "More CONFIRMED", "Pump-B UNCHANGED");
    }

    private List<DeviceResult> run(WavePlan plan) throws InterruptedException {
        plan.targets()
                .forEach(target -> gateways.computeIfAbsent(target.device(), id -> new FakeGateway(target, pace)));
        return new Rollout(
                        target -> gateways.get(target.device()),
                        new TrustingHub(),
                        Optional.empty(),
                        RolloutSettings.defaults(),
                        pace,
                        event -> {})
                .run(plan, new AdaptiveLimit(2));
    }

    private FakeGateway gateway(WavePlan plan, String id) {
        return gateways.computeIfAbsent(new DeviceId(id), device -> new FakeGateway(target(plan, id), pace));
    }

    private static DeviceTarget target(WavePlan plan, String id) {
        return plan.targets().stream()
                .filter(target -> target.device().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static WavePlan plan(List<String> second, List<String> third, List<List<DeviceId>> notTogether) {
        return new WavePlan(
                List.of(wave("canary", List.of("Canary")), wave("second", second), wave("third", third)),
                List.of(),
                OnAbort.KEEP,
                new SideBySide(OptionalInt.empty(), OptionalInt.empty(), notTogether),
                Map.of());
    }

    private static WavePlan.Wave wave(String name, List<String> ids) {
        return new WavePlan.Wave(
                name, Duration.ZERO, ids.stream().map(Targets::target).toList());
    }

    private static List<DeviceId> ids(String... ids) {
        return List.of(ids).stream().map(DeviceId::new).toList();
    }

    private static DeviceTarget at(String site, String id) {
        DeviceTarget target = Targets.target(id);
        return new DeviceTarget(
                target.device(),
                site,
                target.talk2mName(),
                target.serial(),
                target.bundle(),
                target.login(),
                target.handling());
    }

    /** Work that notes who is under way together; the first few wait for one another. */
    private final class Crowd implements Dispatch.Work {
        private final Set<DeviceTarget> underWay = new HashSet<>();
        private final Map<String, Integer> most = new HashMap<>();
        private final Set<String> together = new HashSet<>();
        private final CountDownLatch first;

        Crowd(int together) {
            this.first = new CountDownLatch(together);
        }

        List<DeviceResult> work(List<DeviceTarget> targets, SideBySide rules, int limit) throws InterruptedException {
            return new Dispatch(new AdaptiveLimit(limit), rules, new Partners(rules.notTogether()), pace, this)
                    .work(targets);
        }

        int most(String site) {
            return most.getOrDefault(site, 0);
        }

        @Override
        public Optional<DeviceResult> notBegun(DeviceTarget target) {
            return Optional.empty();
        }

        @Override
        public DeviceResult on(DeviceTarget target) throws InterruptedException {
            note(target);
            first.countDown();
            first.await();
            synchronized (this) {
                underWay.remove(target);
            }
            return new DeviceResult(target, 1, Outcome.CONFIRMED, Evidence.none(), 0, Optional.empty());
        }

        private synchronized void note(DeviceTarget target) {
            underWay.forEach(other -> together.add(
                    target.device().compareTo(other.device()) < 0
                            ? target.device() + " " + other.device()
                            : other.device() + " " + target.device()));
            underWay.add(target);
            int now = (int) underWay.stream()
                    .filter(other -> other.site().equals(target.site()))
                    .count();
            most.merge(target.site(), now, Math::max);
        }

        @Override
        public Optional<Instant> again(DeviceResult result) {
            return Optional.empty();
        }

        @Override
        public void ended(DeviceResult result) {}
    }
}
