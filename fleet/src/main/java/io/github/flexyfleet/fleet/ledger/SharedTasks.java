package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.DeviceEnd;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceTasks;
import io.github.flexyfleet.fleet.rollout.DeviceWork;
import io.github.flexyfleet.fleet.rollout.EndText;
import io.github.flexyfleet.fleet.rollout.StopCause;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Devices that several runners work on, as the one that leads sees them. What the runner that led before knew is told
 * first, and counted before anything new begins. Thread-safe.
 */
final class SharedTasks implements DeviceTasks, AutoCloseable {
    /** How many devices may lie ready at a time: more than all runners together work on. */
    private static final int READY = 256;

    private static final Duration LOOK = Duration.ofMillis(100);

    private final RunStore store;
    private final LedgerRun record;
    private final HeldLease lease;
    private final LedgerClock clock;
    private final BiConsumer<StopCause, String> stop;
    private final Heart.Beating beating;
    /** Ends that are known and not yet told. */
    private final Map<DeviceId, String> known = new HashMap<>();
    /** Waves of devices whose known ends are not yet counted. */
    private final Map<DeviceId, Integer> replayed = new HashMap<>();
    /** Devices on which somebody works since before. */
    private final Set<DeviceId> begun = new HashSet<>();

    private final Map<DeviceId, HandedIn> open = new HashMap<>();
    private final Map<DeviceId, DeviceEnd> ends = new HashMap<>();
    private final Object looking = new Object();
    private volatile int passed;
    private volatile boolean failed;

    /** A device that was handed in. */
    private record HandedIn(
            DeviceTarget target, Predicate<DeviceTarget> lets, CompletableFuture<Optional<String>> end) {}

    SharedTasks(
            RunStore store,
            LedgerRun record,
            int passed,
            Ledger.Surroundings around,
            BiConsumer<StopCause, String> stop)
            throws LedgerException {
        this.store = store;
        this.record = record;
        this.lease = record.lease();
        this.clock = around.clock();
        this.stop = stop;
        this.passed = passed;
        for (RunStore.Begun device : store.begun(lease.fence())) {
            device.end()
                    .ifPresentOrElse(
                            end -> {
                                known.put(device.device(), end);
                                replayed.put(device.device(), device.wave());
                            },
                            () -> begun.add(device.device()));
        }
        this.beating = around.heart().every(LOOK, this::look);
    }

    @Override
    public AdaptiveLimit handedIn(AdaptiveLimit own) {
        return AdaptiveLimit.fixed(READY, clock.pace());
    }

    @Override
    public synchronized boolean known(DeviceTarget target) {
        return known.containsKey(target.device());
    }

    @Override
    public synchronized boolean begun(DeviceTarget target) {
        return known.containsKey(target.device()) || begun.contains(target.device());
    }

    @Override
    public Optional<DeviceEnd> perform(DeviceTarget target, int wave, DeviceWork work, Predicate<DeviceTarget> lets)
            throws InterruptedException {
        DeviceId device = target.device();
        HandedIn mine = new HandedIn(target, lets, new CompletableFuture<>());
        boolean offered;
        synchronized (this) {
            String told = known.remove(device);
            if (told != null) {
                return Optional.of(end(target, told));
            }
            offered = begun.remove(device);
            while (!offered && replayed.containsValue(wave)) {
                wait();
            }
        }
        handIn(device, mine);
        try {
            if (!offered) {
                offer(device, wave, mine);
            }
            return clock.pace().await(mine.end()::get).map(text -> end(target, text));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            synchronized (this) {
                open.remove(device);
            }
        }
    }

    /** Not in the middle of a look, which may have seen how the device ended the time before. */
    private void handIn(DeviceId device, HandedIn mine) {
        synchronized (looking) {
            synchronized (this) {
                open.put(device, mine);
            }
        }
    }

    private void offer(DeviceId device, int wave, HandedIn mine) {
        try {
            store.offer(lease.fence(), device, wave);
        } catch (LedgerException e) {
            // Whether it is there is not known; it may be taken until this lease is another one's.
            fail(e);
            mine.end().complete(Optional.empty());
        }
    }

    private void fail(LedgerException e) {
        failed = true;
        stop.accept(StopCause.LEDGER, e.getMessage() + "; " + e.mend());
    }

    /** Whether anything could not be told to the others: then this runner does not end the rollout for them. */
    boolean failed() {
        return failed;
    }

    private synchronized DeviceEnd end(DeviceTarget target, String text) {
        DeviceEnd end = EndText.end(target, text);
        ends.put(target.device(), end);
        return end;
    }

    @Override
    public void counted(DeviceTarget target) {
        DeviceId device = target.device();
        synchronized (this) {
            if (!ends.containsKey(device)) {
                return; // nobody had begun it
            }
        }
        count(List.of(device));
        synchronized (this) {
            replayed.remove(device);
            notifyAll();
        }
    }

    /** In one step with those that must not begin any more: none begins in between. */
    private void count(List<DeviceId> devices) {
        List<DeviceId> notAnyMore;
        synchronized (this) {
            notAnyMore = open.values().stream()
                    .map(HandedIn::target)
                    .filter(target ->
                            lets(target).isPresent() && !lets(target).get().test(target))
                    .map(DeviceTarget::device)
                    .toList();
        }
        if (devices.isEmpty() && notAnyMore.isEmpty()) {
            return;
        }
        try {
            store.counted(lease.fence(), devices, notAnyMore).forEach(this::takenBack);
        } catch (LedgerException e) {
            fail(e);
        }
    }

    private Optional<Predicate<DeviceTarget>> lets(DeviceTarget target) {
        return Optional.ofNullable(open.get(target.device())).map(HandedIn::lets);
    }

    private void takenBack(DeviceId device) {
        tell(device, Optional.empty());
    }

    private void tell(DeviceId device, Optional<String> end) {
        HandedIn waiting;
        synchronized (this) {
            waiting = open.get(device);
        }
        if (waiting != null) {
            waiting.end().complete(end);
        }
    }

    /** Looks what the runners did. A store that fails is asked again, until the lease is lost. */
    private void look() {
        try {
            lease.require();
        } catch (LedgerException e) {
            failed = true;
            takeAllBack();
            return;
        }
        try {
            count(List.of());
            synchronized (looking) {
                RunStore.Seen seen = store.look(lease.fence());
                for (RunStore.TakenBack device : seen.takenBack()) {
                    record.lost(device);
                }
                seen.ended().forEach(device -> tell(device.device(), device.end()));
            }
        } catch (LedgerException e) {
            // Seen again at the next look.
        } catch (RuntimeException e) {
            // A defect of ours: this runner ends with it, and does not wait for what it cannot see.
            failed = true;
            List<HandedIn> all;
            synchronized (this) {
                all = List.copyOf(open.values());
            }
            all.forEach(waiting -> waiting.end().completeExceptionally(e));
        }
    }

    private void takeAllBack() {
        List<DeviceId> all;
        synchronized (this) {
            all = List.copyOf(open.keySet());
        }
        all.forEach(this::takenBack);
    }

    @Override
    public void changed(DeviceResult result) {
        DeviceEnd end;
        synchronized (this) {
            DeviceEnd before = ends.get(result.target().device());
            if (before == null) {
                return;
            }
            end = new DeviceEnd(result, before.baseline());
            ends.put(result.target().device(), end);
        }
        try {
            store.change(lease.fence(), result.target().device(), EndText.of(end));
        } catch (LedgerException e) {
            fail(e);
        }
    }

    @Override
    public boolean passed(int wave) {
        return wave <= passed;
    }

    @Override
    public void pass(int wave) {
        try {
            store.pass(lease.fence(), wave);
            passed = Math.max(passed, wave);
        } catch (LedgerException e) {
            fail(e);
        }
    }

    @Override
    public void close() {
        beating.close();
    }
}
