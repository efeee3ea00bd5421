package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.SideBySide;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Begins the devices of a wave side by side: as many as a limit allows, of one site no more than it may, of devices that
 * stand in for one another one at a time. Else they begin in their order; one that must wait lets others by. One use.
 */
final class Dispatch {
    /** What is done with a device. */
    interface Work {
        /** How a device ends that does not begin any more; empty while it may. */
        Optional<DeviceResult> notBegun(DeviceTarget target);

        /** Does the work. */
        DeviceResult on(DeviceTarget target) throws InterruptedException;

        /** When it is tried again; empty when that is its end. */
        Optional<Instant> again(DeviceResult result);

        /** Hears of each end, once a device. */
        void ended(DeviceResult result);
    }

    private final Slots places;
    private final SideBySide rules;
    private final Partners partners;
    private final Pace pace;
    private final Work work;
    private final List<DeviceTarget> waiting = new ArrayList<>();
    /** When those that were tried may be tried again. */
    private final Map<DeviceTarget, Instant> later = new HashMap<>();

    private final Map<DeviceTarget, DeviceResult> ends = new HashMap<>();
    private final Set<DeviceId> underWay = new HashSet<>();
    private final Map<String, Integer> atSite = new HashMap<>();
    /** How often a device's work has ended. */
    private long ended;

    Dispatch(AdaptiveLimit limit, SideBySide rules, Partners partners, Pace pace, Work work) {
        this.places = new Slots(limit);
        this.rules = rules;
        this.partners = partners;
        this.pace = pace;
        this.work = work;
    }

    /** Does all of it; the results come in the order of the devices. An interrupt ends what is under way. */
    List<DeviceResult> work(List<DeviceTarget> targets) throws InterruptedException {
        ExecutorService workers = Executors.newCachedThreadPool();
        List<Future<?>> begun = new ArrayList<>();
        waiting.addAll(targets);
        try {
            while (true) {
                places.take();
                Optional<DeviceTarget> next = next();
                if (next.isEmpty()) {
                    break;
                }
                Pace.Work begins = pace.begin();
                begun.add(workers.submit(() -> {
                    try (begins) {
                        one(next.get());
                    }
                    return null;
                }));
            }
            for (Future<?> one : begun) {
                if (!one.isDone()) {
                    pace.await(one::get);
                }
                one.get();
            }
            return targets.stream().map(ends::get).toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private void one(DeviceTarget target) throws InterruptedException {
        try {
            DeviceResult result = work.on(target);
            Optional<Instant> again = work.again(result);
            if (again.isEmpty()) {
                work.ended(result);
            }
            synchronized (this) {
                again.ifPresentOrElse(
                        when -> {
                            later.put(target, when);
                            waiting.add(target);
                        },
                        () -> ends.put(target, result));
            }
        } finally {
            synchronized (this) {
                underWay.remove(target.device());
                ended++;
                atSite.merge(target.site(), -1, Integer::sum);
                notifyAll();
            }
            places.give();
        }
    }

    /** The next device that begins, once there is one; empty when none is left. */
    private Optional<DeviceTarget> next() throws InterruptedException {
        while (true) {
            Instant earliest = Instant.MIN;
            long seen;
            synchronized (this) {
                seen = ended;
                Optional<DeviceTarget> ready = ready();
                if (ready.isPresent()) {
                    return ready;
                }
                if (waiting.isEmpty() && underWay.isEmpty()) {
                    return Optional.empty();
                }
                if (underWay.isEmpty()) {
                    earliest = waiting.stream()
                            .map(later::get)
                            .min(Comparator.naturalOrder())
                            .orElseThrow();
                }
            }
            if (earliest.equals(Instant.MIN)) {
                pace.await(() -> anotherEnds(seen));
                continue;
            }
            Duration until = Duration.between(pace.now(), earliest);
            pace.pause(until.isNegative() ? Duration.ZERO : until);
        }
    }

    /** Returns when a device has ended since so many had. */
    private synchronized boolean anotherEnds(long seen) throws InterruptedException {
        while (ended == seen) {
            wait();
        }
        return true;
    }

    private Optional<DeviceTarget> ready() {
        Instant now = pace.now();
        for (Iterator<DeviceTarget> each = waiting.iterator(); each.hasNext(); ) {
            DeviceTarget target = each.next();
            if (isCrowded(target)) {
                continue;
            }
            Optional<DeviceResult> end = work.notBegun(target);
            if (end.isPresent()) {
                each.remove();
                ends.put(target, end.get());
                work.ended(end.get());
                continue;
            }
            if (later.getOrDefault(target, now).isAfter(now)) {
                continue;
            }
            each.remove();
            underWay.add(target.device());
            atSite.merge(target.site(), 1, Integer::sum);
            return Optional.of(target);
        }
        return Optional.empty();
    }

    private boolean isCrowded(DeviceTarget target) {
        boolean site = rules.perSite().isPresent()
                && atSite.getOrDefault(target.site(), 0) >= rules.perSite().getAsInt();
        return site || partners.of(target.device()).stream().anyMatch(underWay::contains);
    }
}
