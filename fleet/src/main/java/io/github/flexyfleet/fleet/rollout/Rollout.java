package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.hub.EventFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs the devices of a fleet side by side, in one wave. A refused Talk2M account stops the run at once. */
public final class Rollout {
    /** There is one wave until waves come with their own issue. */
    static final int ONLY_WAVE = 1;

    /** Opens the link to a device; a problem here (unknown, offline) ends that device. */
    @FunctionalInterface
    public interface Links {
        /** The link to one device. */
        DeviceLink open(DeviceTarget target) throws DeviceProblemException, InterruptedException;
    }

    private final Links links;
    private final HubIdentities identities;
    private final Optional<EvidenceBoard> board;
    private final RolloutSettings settings;
    private final Pace pace;
    private final Consumer<RolloutEvent> listener;
    private final AtomicReference<String> stopped = new AtomicReference<>();

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

    /** Takes all devices to their wanted digest; returns when each has ended. */
    public List<DeviceResult> run(List<DeviceTarget> targets) throws InterruptedException {
        listener.accept(new RolloutEvent.Started(targets.size(), ONLY_WAVE));
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(settings.concurrency(), targets.size()));
        try {
            List<Future<DeviceResult>> running = new ArrayList<>();
            for (DeviceTarget target : targets) {
                running.add(workers.submit(() -> one(target)));
            }
            List<DeviceResult> results = new ArrayList<>();
            for (Future<DeviceResult> future : running) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** Why no further device was started, when that happened. */
    public Optional<String> stopped() {
        return Optional.ofNullable(stopped.get());
    }

    /** The time now, by this rollout's clock. */
    public Instant now() {
        return pace.now();
    }

    private DeviceResult one(DeviceTarget target) throws InterruptedException {
        DeviceResult result =
                stopped.get() == null ? work(target) : end(target, Outcome.NOT_STARTED, 0, Optional.empty());
        listener.accept(new RolloutEvent.DeviceFinished(result));
        return result;
    }

    private DeviceResult work(DeviceTarget target) throws InterruptedException {
        DeviceLink link = null;
        try {
            link = links.open(target);
            return new DeviceRollout(target, link, identities, board, settings, pace, listener).run();
        } catch (DeviceProblemException e) {
            if (e.problem().code() == ProblemCode.ACCOUNT_REFUSED && stopped.compareAndSet(null, e.getMessage())) {
                listener.accept(new RolloutEvent.Stopped(e.getMessage()));
            }
            return end(target, e.outcome(), calls(link), Optional.of(e.problem()));
        } catch (RuntimeException e) {
            // A defect of ours must not take the other devices with it; the device reverts by its own timer.
            return end(target, Outcome.FAILED, calls(link), Optional.of(internal(e)));
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
        return new DeviceResult(target, ONLY_WAVE, outcome, Evidence.none(), calls, problem);
    }
}
