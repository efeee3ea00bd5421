package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Works on devices that somebody else lets begin, as many at a time as a limit allows. One use. */
final class Hands {
    /** So often somebody without work looks for some. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final DeviceWork work;
    private final Partners partners;
    private final AdaptiveLimit limit;

    /**
     * Sets up.
     *
     * @param partners filled with what is known of devices that stand in for the one that is worked on
     */
    Hands(DeviceWork work, Partners partners, AdaptiveLimit limit) {
        this.work = work;
        this.partners = partners;
        this.limit = limit;
    }

    /** Works until there is no more to come and what was begun has ended. An interrupt ends what is under way. */
    void work(WorkSource source) throws InterruptedException {
        Slots places = new Slots(limit);
        ExecutorService workers = Executors.newCachedThreadPool();
        List<Future<?>> begun = new ArrayList<>();
        try {
            while (!source.over()) {
                places.take();
                Optional<WorkSource.Piece> next = source.next();
                if (next.isEmpty()) {
                    places.give();
                    limit.pace().pause(LOOK);
                    continue;
                }
                begun.removeIf(Future::isDone);
                begun.add(workers.submit(() -> {
                    try {
                        one(next.get(), source);
                    } finally {
                        places.give();
                    }
                    return null;
                }));
            }
            for (Future<?> one : begun) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private void one(WorkSource.Piece piece, WorkSource source) throws InterruptedException {
        partners.of(piece.target().device())
                .forEach(partner -> source.endOf(partner).ifPresent(partners::ended));
        DeviceEnd end = work.on(piece.target(), piece.wave());
        source.ended(piece, piece.takenOver() ? changedBefore(end) : end);
    }

    /**
     * A device that another runner had begun, and that runs what is wanted, was most likely changed by that one: its wave
     * has to show what a changed wave has to show.
     */
    private static DeviceEnd changedBefore(DeviceEnd end) {
        DeviceResult result = end.result();
        return result.outcome() != Outcome.UNCHANGED
                ? end
                : new DeviceEnd(
                        new DeviceResult(
                                result.target(),
                                result.wave(),
                                Outcome.CONFIRMED,
                                result.evidence(),
                                result.calls(),
                                result.problem()),
                        end.baseline());
    }
}
