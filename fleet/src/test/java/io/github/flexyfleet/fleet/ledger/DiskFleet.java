package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.Approvals;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Rollout;
import io.github.flexyfleet.fleet.rollout.RolloutConditions;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutJob;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.TrustingHub;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A fleet of gateways in files, deployed to as the engine does it: a canary, then the rest. */
final class DiskFleet {
    private final Path folder;
    private final List<String> devices;
    private final LedgerClock clock;
    private Consumer<Rollout> running = rollout -> {};
    private Runnable step = () -> {};
    private UnaryOperator<DeviceLink> around = UnaryOperator.identity();
    private RolloutConditions conditions = RolloutConditions.none();
    private volatile Optional<Consumer<String>> stopped = Optional.empty();

    DiskFleet(Path folder, int devices, LedgerClock clock) {
        this.folder = folder;
        this.clock = clock;
        this.devices = new ArrayList<>();
        for (int at = 1; at <= devices; at++) {
            this.devices.add("pump-" + at);
        }
    }

    /** Gets the rollout before it runs. */
    DiskFleet whenRunning(Consumer<Rollout> hook) {
        running = hook;
        return this;
    }

    /** Is told of each call before and after it is made, from the threads that make them. */
    DiskFleet at(Runnable hook) {
        step = hook;
        return this;
    }

    /** Somebody has approved every wave. */
    DiskFleet approvedBy(String who) {
        conditions = conditions.withApprovals(wave -> Optional.of(new Approvals.Approval(who, clock.now())));
        return this;
    }

    /** Runners reach the gateways in another way. */
    DiskFleet reached(UnaryOperator<DeviceLink> way) {
        around = way;
        return this;
    }

    List<DeviceTarget> targets(int version) {
        return devices.stream().map(id -> DiskGateway.target(id, version)).toList();
    }

    DiskGateway gateway(DeviceTarget target) {
        return new DiskGateway(folder, target, step);
    }

    /** The same, to look at from a hook. */
    DiskGateway atRest(DeviceTarget target) {
        return new DiskGateway(folder, target, () -> {});
    }

    DiskGateway gateway(String id) {
        return gateway(DiskGateway.target(id, 0));
    }

    /** One canary, then the rest. */
    RolloutResult deploy(Ledger ledger, int version) throws DeviceProblemException, InterruptedException {
        return deploy(ledger, canaryFirst(version));
    }

    WavePlan canaryFirst(int version) {
        List<DeviceTarget> targets = targets(version);
        return new WavePlan(
                List.of(
                        new WavePlan.Wave("canary", Duration.ZERO, targets.subList(0, 1)),
                        new WavePlan.Wave("rest", Duration.ZERO, targets.subList(1, targets.size()))),
                List.of());
    }

    private static RolloutSettings settings() {
        return new RolloutSettings(
                4, Duration.ofMinutes(10), Duration.ofMinutes(5), 2, Duration.ofMillis(1), Duration.ofMillis(1));
    }

    /** Works on it as one of several runners, on so many devices at a time. */
    RolloutResult deployAmong(Ledger ledger, String run, WavePlan plan, int concurrency)
            throws DeviceProblemException, InterruptedException {
        SharedRollout.Parts parts = new SharedRollout.Parts(
                () -> target -> around.apply(gateway(target)),
                new TrustingHub(),
                Optional.<EventFeed>empty(),
                settings(),
                conditions,
                clock.pace(),
                List::of,
                SharedRollout.Aftermath.NONE);
        RolloutJob job = new RolloutJob("disk", plan, Optional.empty(), plan.targets());
        try (Runner runner = ledger.join(run)) {
            return new SharedRollout(parts, event -> {}, stop -> stopped = stop)
                    .deploy(
                            job,
                            RunHead.of(RolloutHead.of("disk", "1.0", plan), plan, ledger.commit()),
                            runner,
                            AdaptiveLimit.fixed(concurrency, clock.pace()));
        }
    }

    /** Stops what runs, as Ctrl-C does it. */
    void stop(String reason) {
        stopped.orElseThrow().accept(reason);
    }

    RolloutResult deploy(Ledger ledger, WavePlan plan) throws DeviceProblemException, InterruptedException {
        return deploy(ledger, plan, event -> {});
    }

    RolloutResult deploy(Ledger ledger, WavePlan plan, Consumer<RolloutEvent> listener)
            throws DeviceProblemException, InterruptedException {
        RolloutSettings settings = settings();
        try (RunRecord record = ledger.begin()) {
            RolloutHead head = RolloutHead.of("disk", "1.0", plan);
            record.check(head);
            record.open(head);
            Rollout rollout = new Rollout(
                    record.links(this::gateway),
                    record.identities(new TrustingHub()),
                    Optional.<EventFeed>empty(),
                    settings,
                    conditions,
                    clock.pace(),
                    record.hearing(listener));
            record.stops(rollout::stop);
            running.accept(rollout);
            List<DeviceResult> results = rollout.run(plan, new AdaptiveLimit(settings.concurrency()));
            RolloutResult result = new RolloutResult(
                    "disk",
                    clock.now(),
                    clock.now(),
                    plan.waves().stream().map(WavePlan.Wave::name).toList(),
                    results,
                    0,
                    rollout.stopped(),
                    List.of());
            record.ended(result);
            return result;
        }
    }
}
