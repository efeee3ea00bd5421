package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.OnAbort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs the devices of a fleet wave by wave, those of a wave side by side. A wave begins when the one before it has shown
 * that the change is right; rules of the fleet file may stop the rollout at any device. A Talk2M account that is refused
 * or has no calls left gets no further device at once; the devices of other accounts go on. One use.
 */
public final class Rollout {
    private final DeviceLinks links;
    private final Workshop workshop;
    private final RolloutConditions conditions;
    private final Stops stops;
    private final Map<DeviceId, Baseline> baselines = new ConcurrentHashMap<>();

    /** The same under no conditions. */
    public Rollout(
            DeviceLinks links,
            HubIdentities identities,
            Optional<EventFeed> feed,
            RolloutSettings settings,
            Pace pace,
            Consumer<RolloutEvent> listener) {
        this(links, identities, feed, settings, RolloutConditions.none(), pace, listener);
    }

    /**
     * Prepares a rollout.
     *
     * @param links opens links to devices
     * @param identities the hub's registry
     * @param feed messages at the hub; without it a device's own word on the hub's answers is the evidence
     * @param settings bounds
     * @param conditions what others are asked for
     * @param pace clock
     * @param listener hears events, from several threads
     */
    public Rollout(
            DeviceLinks links,
            HubIdentities identities,
            Optional<EventFeed> feed,
            RolloutSettings settings,
            RolloutConditions conditions,
            Pace pace,
            Consumer<RolloutEvent> listener) {
        this(
                links,
                new Workshop(
                        identities,
                        feed.map(found -> new EvidenceBoard(found, pace::now)),
                        settings,
                        conditions.roots(),
                        pace,
                        listener),
                conditions);
    }

    private Rollout(DeviceLinks links, Workshop workshop, RolloutConditions conditions) {
        this.links = links;
        this.workshop = workshop;
        this.conditions = conditions;
        this.stops = new Stops(workshop.listener());
    }

    /** Another one in this process that sees the same messages at the hub, since each of them is read once only. */
    public Rollout beside(DeviceLinks others, HubIdentities identities, Consumer<RolloutEvent> listener) {
        return new Rollout(
                others,
                new Workshop(
                        identities, workshop.board(), workshop.settings(), workshop.roots(), workshop.pace(), listener),
                conditions);
    }

    /** Takes all devices to their wanted digest, at once; returns when each has ended. */
    public List<DeviceResult> run(List<DeviceTarget> targets) throws InterruptedException {
        return run(
                WavePlan.atOnce(targets), new AdaptiveLimit(workshop.settings().concurrency(), workshop.pace()));
    }

    /**
     * Takes all devices to their wanted digest, as many at a time as a limit allows that others move too.
     *
     * @return one result a device, wave by wave
     */
    public List<DeviceResult> run(WavePlan plan, AdaptiveLimit limit) throws InterruptedException {
        return run(plan, limit, DeviceTasks.HERE);
    }

    /**
     * The same, with devices that are worked on elsewhere.
     *
     * @param limit what this process itself does at a time
     * @param tasks where devices are worked on
     * @return one result a device, wave by wave
     */
    public List<DeviceResult> run(WavePlan plan, AdaptiveLimit limit, DeviceTasks tasks) throws InterruptedException {
        int waves = plan.waves().size();
        tell(new RolloutEvent.Started(plan.targets().size(), waves));
        WaveWork.Tracks tracks = new WaveWork.Tracks(
                stops,
                new AbortWatch(plan.abort()),
                new Partners(plan.sideBySide().notTogether()),
                baselines,
                conditions.suspects(),
                workshop.pace().now().plus(conditions.patience()),
                tasks);
        Sequel sequel = new Sequel(links, workshop, conditions, plan, tracks, limit);
        List<DeviceResult> results = new ArrayList<>();
        int number = 0;
        for (WavePlan.Wave wave : plan.waves()) {
            number++;
            if (!stops.over()) {
                sequel.approved(number, wave).ifPresent(stops::waitFor);
            }
            if (waves > 1 && !stops.over()) {
                tell(new RolloutEvent.WaveStarted(
                        number, wave.name(), wave.targets().size()));
            }
            List<DeviceResult> ended = new WaveWork(links, workshop, plan, tracks, number).all(wave, limit);
            results.addAll(sequel.after(number, wave, ended));
        }
        return stops.judged() && plan.onAbort() == OnAbort.REVERT
                ? new WayBack(links, workshop, conditions.previous(), baselines, limit).of(results)
                : results;
    }

    /**
     * Works on devices that another one lets begin, until there are no more; waves, gates and rules are that one's.
     *
     * @param source gives the devices, and hears of their ends
     */
    public void help(WavePlan plan, AdaptiveLimit limit, WorkSource source) throws InterruptedException {
        Partners partners = new Partners(plan.sideBySide().notTogether());
        DeviceWork work = new DeviceWork(links, workshop, plan::needsOf, partners);
        new Hands(work, partners, limit).work(source);
    }

    private void tell(RolloutEvent event) {
        workshop.listener().accept(event);
    }

    /** Lets no further device begin; those under way are finished. From any thread, and after the end without effect. */
    public void stop(StopCause cause, String reason) {
        stops.stop(cause, reason);
    }

    /** Why devices were not started, when something went wrong; a sentence an account. */
    public Optional<String> stopped() {
        return stops.reasons();
    }

    /** For what the rollout waits, when it ended in good order before its end. */
    public Optional<String> waits() {
        return stops.waits();
    }

    /** The time now, by this rollout's clock. */
    public Instant now() {
        return workshop.pace().now();
    }

    /** Gives back what was kept for a device, when its link was opened. */
    static void end(DeviceLink link) {
        if (link != null) {
            link.close();
        }
    }

    static int calls(DeviceLink link) {
        return link == null ? 0 : link.calls();
    }

    /** A defect of ours, with the place where it came up: the exception itself does not reach the user. */
    static DeviceProblem internal(RuntimeException defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        return new DeviceProblem(
                ProblemCode.INTERNAL,
                "internal error: " + defect + (trace.length == 0 ? "" : " at " + trace[0]),
                "deploy again; if it stays, report this line");
    }

    /** The same with what changed since the device's last confirmed configuration. */
    static DeviceResult suspected(DeviceResult result, Suspects suspects, Map<DeviceId, Baseline> baselines) {
        Optional<Baseline> before =
                Optional.ofNullable(baselines.get(result.target().device()));
        List<String> changed = suspects.of(result.target(), before.flatMap(Baseline::confirmed));
        if (changed.isEmpty() || result.problem().isEmpty()) {
            return result;
        }
        DeviceProblem problem = result.problem().get();
        return result.endedAs(
                result.outcome(),
                result.calls(),
                new DeviceProblem(
                        problem.code(),
                        problem.what() + "; suspected, since it changed: " + String.join(", ", changed),
                        problem.mend()));
    }
}
