package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does pieces of work side by side, as many at a time as a limit allows; they begin in their order. */
final class Crew {
    private final Slots places;
    private final Pace pace;

    Crew(AdaptiveLimit limit) {
        this.places = new Slots(limit);
        this.pace = limit.pace();
    }

    /** Does all of it; the results come in the order of the work. An interrupt ends what is under way. */
    <T> List<T> work(List<Callable<T>> pieces) throws InterruptedException {
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            List<Future<T>> begun = new ArrayList<>();
            for (Callable<T> piece : pieces) {
                places.take();
                Pace.Work work = pace.begin();
                begun.add(workers.submit(() -> {
                    try (work) {
                        return piece.call();
                    } finally {
                        places.give();
                    }
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : begun) {
                results.add(one.isDone() ? one.get() : pace.await(one::get));
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
