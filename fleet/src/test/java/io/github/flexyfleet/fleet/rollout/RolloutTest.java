package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.model.DeviceId;
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
                2);

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

    /** A hub that agrees to everything. */
    private static final class TrustingHub implements HubIdentities {
        @Override
        public void trust(DeviceId device, Fingerprint fingerprint) {}

        @Override
        public void settle(DeviceId device, Fingerprint fingerprint) {}
    }
}
