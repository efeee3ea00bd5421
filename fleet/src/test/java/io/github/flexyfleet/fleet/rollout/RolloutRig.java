package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FakeGateway;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.gateway.VirtualPace;
import io.github.flexyfleet.fleet.model.AbortRule;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.GateRule;
import io.github.flexyfleet.fleet.model.OnAbort;
import io.github.flexyfleet.fleet.model.SideBySide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A rollout over fake gateways in virtual time, one device at a time. */
final class RolloutRig {
    /** Connected for five minutes, within an hour. */
    static final GateRule HELD = new GateRule(
            new GateRule.Shows(Optional.of(Duration.ofMinutes(5)), OptionalInt.empty(), OptionalInt.empty(), false),
            Duration.ZERO,
            Duration.ofHours(1),
            1,
            false);

    final VirtualPace pace = new VirtualPace();
    final List<RolloutEvent> events = new ArrayList<>();
    final Map<DeviceId, FakeGateway> gateways = new HashMap<>();
    final Map<DeviceId, DeviceNeeds> needs = new HashMap<>();
    final List<WavePlan.Wave> waves = new ArrayList<>();
    RolloutConditions conditions = RolloutConditions.none();
    OnAbort onAbort = OnAbort.KEEP;
    List<AbortRule> abort = List.of();
    Consumer<RolloutEvent> listener = event -> {};
    Rollout rollout;
    boolean reserveOpen;

    /** Adds a wave of devices called after it. */
    RolloutRig wave(String name, int devices, GateRule... gates) {
        return wave(name, devices, false, gates);
    }

    /** The same, to be approved. */
    RolloutRig approvedWave(String name, int devices) {
        return wave(name, devices, true);
    }

    private RolloutRig wave(String name, int devices, boolean approved, GateRule... gates) {
        List<DeviceTarget> targets = IntStream.range(0, devices)
                .mapToObj(i -> Targets.target(name + "-" + i))
                .toList();
        waves.add(new WavePlan.Wave(name, Duration.ZERO, targets, List.of(gates), approved));
        targets.forEach(target -> gateways.put(target.device(), new FakeGateway(target, pace)));
        return this;
    }

    FakeGateway gateway(String id) {
        return gateways.get(new DeviceId(id));
    }

    DeviceTarget target(String id) {
        return plan().targets().stream()
                .filter(target -> target.device().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    void needs(String id, DeviceNeeds of) {
        needs.put(new DeviceId(id), of);
    }

    WavePlan plan() {
        return new WavePlan(waves, abort, onAbort, SideBySide.FREE, needs);
    }

    List<DeviceResult> run() throws InterruptedException {
        rollout = new Rollout(
                new DeviceLinks() {
                    @Override
                    public DeviceLink open(DeviceTarget target) {
                        return gateways.get(target.device());
                    }

                    @Override
                    public void openReserve() {
                        reserveOpen = true;
                    }
                },
                new TrustingHub(),
                Optional.empty(),
                RolloutSettings.defaults().withConcurrency(1),
                conditions,
                pace,
                event -> {
                    events.add(event);
                    listener.accept(event);
                });
        return rollout.run(plan(), new AdaptiveLimit(1));
    }

    /** Device and outcome of each result. */
    static List<String> shown(List<DeviceResult> results) {
        return results.stream()
                .map(result -> result.target().device() + " " + result.outcome())
                .toList();
    }
}
