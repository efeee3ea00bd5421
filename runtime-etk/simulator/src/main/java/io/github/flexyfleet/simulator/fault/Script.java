package io.github.flexyfleet.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Counts calls and tells what each of them meets. Thread-safe. */
final class Script {
    private final Map<Target, Long> calls = new HashMap<>();
    private final List<Strike> waiting = new ArrayList<>();
    private FaultPlan plan = FaultPlan.NONE;

    /** What a call meets, and how long it is under way. */
    record Fate(Duration latency, List<Strike> strikes) {}

    synchronized void load(FaultPlan next) {
        plan = next;
        calls.clear();
        waiting.clear();
        waiting.addAll(next.strikes());
    }

    synchronized void profile(FaultProfile profile) {
        plan = new FaultPlan(plan.seed(), profile, Map.of(), List.of());
    }

    synchronized void add(Strike strike) {
        waiting.add(strike);
    }

    synchronized void next(Target target, Moment moment, Deed deed) {
        waiting.add(new Strike(target, calls(target) + 1, moment, deed));
    }

    synchronized long calls(Target target) {
        return calls.getOrDefault(target, 0L);
    }

    /** Profile of a gateway's calls. */
    synchronized FaultProfile profile(String device) {
        return plan.devices().getOrDefault(device, plan.profile());
    }

    /** Whether chance says that a gateway is offline in a phase. */
    synchronized boolean offline(String device, long time) {
        FaultProfile.Phases phases = profile(device).offline();
        long slot = Math.floorDiv(time, phases.slot().toMillis());
        return phases.perThousand() > 0
                && random(new Target.Device(device), ~slot).nextInt(1000) < phases.perThousand();
    }

    /** Counts a call. */
    synchronized Fate call(Target target) {
        long number = calls.merge(target, 1L, Long::sum);
        FaultProfile profile = target instanceof Target.Device device ? profile(device.name()) : plan.profile();
        RandomGenerator random = random(target, number);
        List<Strike> strikes = new ArrayList<>();
        waiting.removeIf(strike -> strike.target().equals(target) && strike.call() == number && strikes.add(strike));
        Duration latency = profile.latency().draw(random);
        strikes.addAll(profile.draw(target, number, random));
        return new Fate(latency, List.copyOf(strikes));
    }

    /** Depends on seed, target and number only, so that it does not matter in which order calls come. */
    private RandomGenerator random(Target target, long number) {
        long mixed = (plan.seed() * 31 + target.toString().hashCode()) * 0x9E3779B97F4A7C15L + number;
        return new SplittableRandom(mixed);
    }
}
