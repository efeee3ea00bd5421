package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.hub.EventFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs the devices of a fleet wave by wave, those of a wave side by side. A wave begins when the one before it has shown
 * that the change is right; rules of the fleet file may stop the rollout at any device. A Talk2M account that is refused
 * or has no calls left gets no further device at once; the devices of other accounts go on. One use.
 */
public final class Rollout {
    /** Opens the link to a device; a problem here (unknown, offline) ends that device. */
    @FunctionalInterface
    public interface Links {
        /** The link to one device; to be closed when the device has ended. */
        DeviceLink open(DeviceTarget target) throws DeviceProblemException, InterruptedException;

        /** Name of the Talk2M account through which a device is reached. */
        default String account(DeviceTarget target) {
            return "";
        }
    }

    private final Links links;
    private final HubIdentities identities;
    private final Optional<EvidenceBoard> board;
    private final RolloutSettings settings;
    private final Pace pace;
    private final Consumer<RolloutEvent> listener;
    /** By account, why it gets no further device. */
    private final Map<String, String> stopped = new ConcurrentSkipListMap<>();
    /** Why no device at all begins any more. */
    private final AtomicReference<String> halted = new AtomicReference<>();

    /**
     * Prepares a rollout.
     *
     * @param links opens links to devices
     * @param identities the hub's registry
     * @param feed messages at the hub; without it a device's own word on the hub's answers is the evidence
     * @param settings bounds
     * @param pace clock
     * @param listener hears events, from several threads
     */
    public Rollout(
            Links links,
            HubIdentities identities,
            Optional<EventFeed> feed,
            RolloutSettings settings,
            Pace pace,
            Consumer<RolloutEvent> listener) {
        this.links = links;
        this.identities = identities;
        this.board = feed.map(EvidenceBoard::new);
        this.settings = settings;
        this.pace = pace;
        this.listener = listener;
    }

    /** Takes all devices to their wanted digest, at once; returns when each has ended. */
    public List<DeviceResult> run(List<DeviceTarget> targets) throws InterruptedException {
        return run(WavePlan.atOnce(targets), new AdaptiveLimit(settings.concurrency(), pace));
    }

    /**
     * Takes all devices to their wanted digest, as many at a time as a limit allows that others move too.
     *
     * @return one result a device, wave by wave
     */
    public List<DeviceResult> run(WavePlan plan, AdaptiveLimit limit) throws InterruptedException {
        int waves = plan.waves().size();
        listener.accept(new RolloutEvent.Started(plan.targets().size(), waves));
        AbortWatch watch = new AbortWatch(plan.abort());
        List<DeviceResult> results = new ArrayList<>();
        int number = 0;
        for (WavePlan.Wave wave : plan.waves()) {
            number++;
            if (waves > 1 && halted.get() == null) {
                listener.accept(new RolloutEvent.WaveStarted(
                        number, wave.name(), wave.targets().size()));
            }
            List<DeviceResult> ended = begin(wave, number, watch, limit);
            results.addAll(number < waves ? opensNext(wave, number, ended, watch, limit) : ended);
        }
        return results;
    }

    private List<DeviceResult> begin(WavePlan.Wave wave, int number, AbortWatch watch, AdaptiveLimit limit)
            throws InterruptedException {
        List<Callable<DeviceResult>> pieces = new ArrayList<>();
        wave.targets().forEach(target -> pieces.add(() -> one(target, number, watch)));
        return new Crew(limit).work(pieces);
    }

    /** Looks at a wave that has ended, and stops the rollout when it does not show that the change is right. */
    private List<DeviceResult> opensNext(
            WavePlan.Wave wave, int number, List<DeviceResult> ended, AbortWatch watch, AdaptiveLimit limit)
            throws InterruptedException {
        if (halted.get() != null) {
            return ended;
        }
        List<DeviceResult> now = ended;
        boolean changed = ended.stream().anyMatch(result -> result.outcome() == Outcome.CONFIRMED);
        Optional<String> closed = WaveGate.closedBy(number, wave.name(), ended);
        if (closed.isEmpty() && changed && !wave.soak().isZero()) {
            listener.accept(new RolloutEvent.Soaking(number, wave.name(), wave.soak()));
            now = new Soak(links, settings, pace, limit).of(wave, ended);
            for (DeviceResult result : now) {
                if (result.outcome() != Outcome.CONFIRMED && !ended.contains(result)) {
                    listener.accept(new RolloutEvent.DeviceFinished(result));
                    watch.fellIll(result).ifPresent(this::halt);
                }
            }
            closed = WaveGate.closedBy(number, wave.name(), now);
        }
        closed.ifPresent(this::halt);
        return now;
    }

    private void halt(String reason) {
        stop(StopCause.JUDGEMENT, reason);
    }

    /** Lets no further device begin; those under way are finished. From any thread, and after the end without effect. */
    public void stop(StopCause cause, String reason) {
        if (halted.compareAndSet(null, reason)) {
            listener.accept(new RolloutEvent.Stopped(reason, cause));
        }
    }

    /** Why devices were not started, when that happened; a sentence an account. */
    public Optional<String> stopped() {
        List<String> reasons = new ArrayList<>(stopped.values());
        Optional.ofNullable(halted.get()).ifPresent(reasons::add);
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    /** The time now, by this rollout's clock. */
    public Instant now() {
        return pace.now();
    }

    private DeviceResult one(DeviceTarget target, int wave, AbortWatch watch) throws InterruptedException {
        boolean go = halted.get() == null && !stopped.containsKey(links.account(target));
        DeviceResult result = (go ? work(target) : end(target, Outcome.NOT_STARTED, 0, Optional.empty())).inWave(wave);
        listener.accept(new RolloutEvent.DeviceFinished(result));
        watch.ended(result).ifPresent(this::halt);
        return result;
    }

    private DeviceResult work(DeviceTarget target) throws InterruptedException {
        DeviceLink link = null;
        try {
            link = links.open(target);
            return new DeviceRollout(target, link, identities, board, settings, pace, listener).run();
        } catch (DeviceProblemException e) {
            stopAccount(target, e);
            return end(target, e.outcome(), calls(link), Optional.of(e.problem()));
        } catch (RuntimeException e) {
            // A defect of ours must not take the other devices with it; the device reverts by its own timer.
            return end(target, Outcome.FAILED, calls(link), Optional.of(internal(e)));
        } finally {
            end(link);
        }
    }

    /** Gives back what was kept for a device, when its link was opened. */
    static void end(DeviceLink link) {
        if (link != null) {
            link.close();
        }
    }

    /** Some problems are of the account: they would meet every further device of it. */
    private void stopAccount(DeviceTarget target, DeviceProblemException e) {
        ProblemCode code = e.problem().code();
        boolean ofAccount = code == ProblemCode.ACCOUNT_REFUSED || code == ProblemCode.CALLS_SPENT;
        String reason = e.getMessage() + "; " + e.problem().mend();
        if (ofAccount && stopped.putIfAbsent(links.account(target), reason) == null) {
            listener.accept(new RolloutEvent.Stopped(reason, StopCause.ACCOUNT));
        }
    }

    /** A defect of ours, with the place where it came up: the exception itself does not reach the user. */
    static DeviceResult.Problem internal(RuntimeException defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        return new DeviceResult.Problem(
                ProblemCode.INTERNAL,
                "internal error: " + defect + (trace.length == 0 ? "" : " at " + trace[0]),
                "deploy again; if it stays, report this line");
    }

    private static int calls(DeviceLink link) {
        return link == null ? 0 : link.calls();
    }

    private static DeviceResult end(
            DeviceTarget target, Outcome outcome, int calls, Optional<DeviceResult.Problem> problem) {
        return new DeviceResult(target, DeviceResult.NO_WAVE, outcome, Evidence.none(), calls, problem);
    }
}
