package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.CallBudget;
import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.talk2m.CallGate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private final VirtualPace pace = new VirtualPace();
    private final List<RolloutEvent> events = new CopyOnWriteArrayList<>();
    private final DeviceTarget first = Targets.target("first");
    private final DeviceTarget second = Targets.target("second");
    private final FakeGateway firstGateway = new FakeGateway(first, pace);
    private final FakeGateway secondGateway = new FakeGateway(second, pace).confirmed(second.digest());

    @Test
    void aRefusedAccountStopsTheRunBeforeTheNextDevice() throws Exception {
        firstGateway.failing(problem(Outcome.FAILED, ProblemCode.ACCOUNT_REFUSED));
        Rollout rollout = rollout(1);

        List<DeviceResult> results = rollout.run(List.of(first, second));

        assertThat(results).extracting(DeviceResult::outcome).containsExactly(Outcome.FAILED, Outcome.NOT_STARTED);
        assertThat(secondGateway.done).isEmpty();
        assertThat(rollout.stopped()).isPresent();
        assertThat(events).anyMatch(event -> event instanceof RolloutEvent.Stopped);
    }

    @Test
    void theDevicesOfAnotherAccountGoOn() throws Exception {
        firstGateway.failing(problem(Outcome.FAILED, ProblemCode.ACCOUNT_REFUSED));
        Map<DeviceTarget, FakeGateway> gateways = Map.of(first, firstGateway, second, secondGateway);
        DeviceTarget third = Targets.target("third");
        Rollout rollout = new Rollout(
                new DeviceLinks() {
                    @Override
                    public DeviceLink open(DeviceTarget target) {
                        return gateways.get(target);
                    }

                    @Override
                    public String account(DeviceTarget target) {
                        return target.equals(second) ? "south" : "north";
                    }
                },
                new TrustingHub(),
                Optional.empty(),
                RolloutSettings.defaults().withConcurrency(1),
                pace,
                events::add);

        assertThat(rollout.run(List.of(first, second, third)))
                .extracting(DeviceResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.UNCHANGED, Outcome.NOT_STARTED);
    }

    @Test
    void withTooFewCallsLeftTheRunStopsBetweenDevices() throws Exception {
        CallBudget budget = new CallBudget("acme", CallLedger.inMemory(), new CallLimit(10, 0), pace::now);
        DeviceTarget third = Targets.target("third");
        Rollout rollout = new Rollout(
                target -> {
                    budget.admit(8).close();
                    for (int i = 0; i < 4; i++) {
                        spend(budget);
                    }
                    return secondGateway;
                },
                new TrustingHub(),
                Optional.empty(),
                RolloutSettings.defaults().withConcurrency(1),
                pace,
                events::add);

        List<DeviceResult> results = rollout.run(List.of(second, first, third));

        assertThat(results)
                .extracting(DeviceResult::outcome)
                .containsExactly(Outcome.UNCHANGED, Outcome.NOT_STARTED, Outcome.NOT_STARTED);
        assertThat(rollout.stopped().orElseThrow())
                .contains("6 of 10 calls left today", "go on after 2026-11-23T00:00:00Z", "mvn flexy:deploy");
    }

    private static void spend(CallBudget budget) {
        try {
            budget.spend(CallGate.Purpose.ORDINARY);
        } catch (CallGate.WithheldException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anUnreachableDeviceIsADebtAndHoldsUpNobody() throws Exception {
        firstGateway.failing(problem(Outcome.UNREACHABLE, ProblemCode.OFFLINE));

        List<DeviceResult> results = rollout(1).run(List.of(first, second));

        assertThat(results).extracting(DeviceResult::outcome).containsExactly(Outcome.UNREACHABLE, Outcome.UNCHANGED);
    }

    @Test
    void aDefectOfOursFailsOneDeviceOnly() throws Exception {
        Rollout rollout = new Rollout(
                target -> {
                    if (target.equals(first)) {
                        throw new IllegalStateException("planted");
                    }
                    return secondGateway;
                },
                new TrustingHub(),
                Optional.empty(),
                RolloutSettings.defaults(),
                pace,
                events::add);

        List<DeviceResult> results = rollout.run(List.of(first, second));

        assertThat(results).extracting(DeviceResult::outcome).containsExactly(Outcome.FAILED, Outcome.UNCHANGED);
        assertThat(results.get(0).problem().orElseThrow().what()).contains("planted", "RolloutTest.java:");
        assertThat(results.get(0).problem().orElseThrow().code()).isEqualTo(ProblemCode.INTERNAL);
    }

    @Test
    void aDefectOfOursHidesTheStateOfOneDeviceOnly() throws Exception {
        StatusReader reader = new StatusReader(
                target -> {
                    if (target.equals(first)) {
                        throw new IllegalStateException("planted");
                    }
                    return secondGateway;
                },
                2,
                pace::now);

        List<DeviceState> states = reader.read(List.of(first, second));

        assertThat(states.get(0).problem().orElseThrow().code()).isEqualTo(ProblemCode.INTERNAL);
        assertThat(states.get(1).status()).isPresent();
    }

    @Test
    void everyDeviceIsReportedOnce() throws Exception {
        rollout(8).run(List.of(first, second));

        assertThat(events.stream()
                        .filter(event -> event instanceof RolloutEvent.DeviceFinished)
                        .map(event -> ((RolloutEvent.DeviceFinished) event)
                                .result()
                                .target()
                                .device()
                                .value()))
                .containsExactlyInAnyOrder("first", "second");
    }

    private Rollout rollout(int concurrency) {
        Map<DeviceTarget, FakeGateway> gateways = Map.of(first, firstGateway, second, secondGateway);
        return new Rollout(
                gateways::get,
                new TrustingHub(),
                Optional.empty(),
                RolloutSettings.defaults().withConcurrency(concurrency),
                pace,
                events::add);
    }

    private static DeviceProblemException problem(Outcome outcome, ProblemCode code) {
        return new DeviceProblemException(outcome, code, "planted", "take it out");
    }
}
