package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work on the devices of one wave. Thread-safe. */
final class WaveWork implements Dispatch.Work {
    private final DeviceLinks links;
    private final Workshop workshop;
    private final WavePlan plan;
    private final Tracks tracks;
    private final int wave;
    private final DeviceWork work;

    /**
     * What all waves of a rollout share, besides.
     *
     * @param stops why nothing begins any more
     * @param watch counts how devices end
     * @param partners devices that stand in for one another
     * @param baselines how devices were before they were changed
     * @param suspects says what changed since then
     * @param patience until when it waits for windows
     * @param tasks where devices are worked on
     */
    record Tracks(
            Stops stops,
            AbortWatch watch,
            Partners partners,
            Map<DeviceId, Baseline> baselines,
            Suspects suspects,
            Instant patience,
            DeviceTasks tasks) {}

    WaveWork(DeviceLinks links, Workshop workshop, WavePlan plan, Tracks tracks, int wave) {
        this.links = links;
        this.workshop = workshop;
        this.plan = plan;
        this.tracks = tracks;
        this.wave = wave;
        this.work = new DeviceWork(links, workshop, plan::needsOf, tracks.partners());
    }

    @Override
    public Optional<DeviceResult> notBegun(DeviceTarget target) {
        return lets(target) || tracks.tasks().begun(target) ? Optional.empty() : Optional.of(end(target));
    }

    @Override
    public DeviceResult on(DeviceTarget target) throws InterruptedException {
        Optional<DeviceEnd> end = tracks.tasks().perform(target, wave, work, this::lets);
        if (end.isEmpty()) {
            return end(target);
        }
        end.get().baseline().ifPresent(known -> tracks.baselines().put(target.device(), known));
        DeviceResult result = end.get().result();
        result.problem().ifPresent(problem -> tracks.stops().note(links.account(target), problem));
        return suspected(result);
    }

    /** A device that took its configuration and does not do what it should: what changed is named. */
    private DeviceResult suspected(DeviceResult result) {
        boolean took = result.outcome() == Outcome.REVERTED
                || result.problem()
                        .filter(problem -> problem.code() == ProblemCode.NO_EVIDENCE)
                        .isPresent();
        return took ? Rollout.suspected(result, tracks.suspects(), tracks.baselines()) : result;
    }

    @Override
    public Optional<Instant> again(DeviceResult result) {
        boolean waits = result.outcome() == Outcome.DEFERRED
                && result.problem()
                        .filter(problem -> problem.code() == ProblemCode.OUTSIDE_WINDOW)
                        .isPresent();
        if (!waits) {
            return Optional.empty();
        }
        DeviceNeeds needs = plan.needsOf(result.target());
        Instant now = workshop.pace().now();
        Optional<Instant> next = BeforeChange.closed(needs.openings(), now, workshop.settings())
                .map(closed -> closed.next())
                .orElse(Optional.of(now));
        Optional<Instant> again = next.filter(opens -> !opens.isAfter(tracks.patience()));
        again.ifPresent(opens -> {
            workshop.listener()
                    .accept(new RolloutEvent.Waiting(
                            "for the window of " + result.target().device(), Optional.of(opens)));
            tracks.tasks().counted(result.target());
        });
        return again;
    }

    @Override
    public void ended(DeviceResult result) {
        tracks.partners().ended(result);
        workshop.listener().accept(new RolloutEvent.DeviceFinished(result));
        tracks.watch().ended(result).ifPresent(tracks.stops()::halt);
        tracks.tasks().counted(result.target());
    }

    private boolean lets(DeviceTarget target) {
        return tracks.stops().lets(links.account(target));
    }

    private DeviceResult end(DeviceTarget target) {
        return new DeviceResult(target, wave, Outcome.NOT_STARTED, Evidence.none(), 0, Optional.empty());
    }

    /** Does all of it. Those that others have begun come first: what is known of them is counted before others begin. */
    List<DeviceResult> all(WavePlan.Wave of, AdaptiveLimit limit) throws InterruptedException {
        List<DeviceTarget> begunFirst = of.targets().stream()
                .sorted(Comparator.<DeviceTarget, Boolean>comparing(
                                target -> !tracks.tasks().known(target))
                        .thenComparing(target -> !tracks.tasks().begun(target)))
                .toList();
        Map<DeviceTarget, DeviceResult> ends = new HashMap<>();
        new Dispatch(
                        tracks.tasks().handedIn(limit),
                        plan.sideBySide(),
                        tracks.partners(),
                        new PatientPace(workshop.pace(), tracks.stops()),
                        this)
                .work(begunFirst)
                .forEach(end -> ends.put(end.target(), end));
        return of.targets().stream().map(ends::get).toList();
    }
}
