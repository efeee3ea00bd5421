package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work on the devices of one wave. Thread-safe. */
final class WaveWork implements Dispatch.Work {
    private final Rollout.Links links;
    private final Workshop workshop;
    private final WavePlan plan;
    private final Tracks tracks;
    private final int wave;

    /**
     * What all waves of a rollout share, besides.
     *
     * @param stops why nothing begins any more
     * @param watch counts how devices end
     * @param partners devices that stand in for one another
     * @param baselines how devices were before they were changed
     * @param suspects says what changed since then
     * @param patience until when it waits for windows
     */
    record Tracks(
            Stops stops,
            AbortWatch watch,
            Partners partners,
            Map<DeviceId, Baseline> baselines,
            Suspects suspects,
            Instant patience) {}

    WaveWork(Rollout.Links links, Workshop workshop, WavePlan plan, Tracks tracks, int wave) {
        this.links = links;
        this.workshop = workshop;
        this.plan = plan;
        this.tracks = tracks;
        this.wave = wave;
    }

    @Override
    public Optional<DeviceResult> notBegun(DeviceTarget target) {
        return tracks.stops().lets(links.account(target))
                ? Optional.empty()
                : Optional.of(end(target, Outcome.NOT_STARTED, 0, Optional.empty()));
    }

    @Override
    public DeviceResult on(DeviceTarget target) throws InterruptedException {
        DeviceLink link = null;
        BeforeChange before = new BeforeChange(target, plan.needsOf(target), tracks.partners(), workshop);
        try {
            link = links.open(target);
            DeviceRollout work = new DeviceRollout(target, link, workshop, before);
            try {
                return work.run().inWave(wave);
            } finally {
                work.baseline().ifPresent(known -> tracks.baselines().put(target.device(), known));
            }
        } catch (DeviceProblemException e) {
            tracks.stops().note(links.account(target), e);
            return suspected(end(target, e.outcome(), Rollout.calls(link), Optional.of(e.problem())));
        } catch (RuntimeException e) {
            // A defect of ours must not take the other devices with it; the device reverts by its own timer.
            return end(target, Outcome.FAILED, Rollout.calls(link), Optional.of(Rollout.internal(e)));
        } finally {
            Rollout.end(link);
        }
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
        again.ifPresent(opens -> workshop.listener()
                .accept(new RolloutEvent.Waiting(
                        "for the window of " + result.target().device(), Optional.of(opens))));
        return again;
    }

    @Override
    public void ended(DeviceResult result) {
        tracks.partners().ended(result);
        workshop.listener().accept(new RolloutEvent.DeviceFinished(result));
        tracks.watch().ended(result).ifPresent(tracks.stops()::halt);
    }

    private DeviceResult end(DeviceTarget target, Outcome outcome, int calls, Optional<DeviceResult.Problem> problem) {
        return new DeviceResult(target, wave, outcome, Evidence.none(), calls, problem);
    }

    /** Does all of it. */
    List<DeviceResult> all(WavePlan.Wave of, AdaptiveLimit limit) throws InterruptedException {
        return new Dispatch(
                        limit,
                        plan.sideBySide(),
                        tracks.partners(),
                        new PatientPace(workshop.pace(), tracks.stops()),
                        this)
                .work(of.targets());
    }
}
