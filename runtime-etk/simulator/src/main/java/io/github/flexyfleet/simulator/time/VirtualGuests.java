package io.github.flexyfleet.simulator.time;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads and monitors of guest programs in virtual time. A waiting thread really waits on its monitor, so that the
 * monitor is free meanwhile; but only a wake or its time lets it go on.
 */
final class VirtualGuests implements GuestWaits {
    /** Joins look so often; it is also the grain of the gateway's clock (flexy-vm). */
    private static final Duration GRAIN = Duration.ofMillis(20);

    private final Timeline line;
    private final ExecutorService wakers;
    /** Guest threads that were started. Guarded by the timeline. */
    private final Map<Thread, Phase> threads = new HashMap<>();
    /** Guarded by the timeline. */
    private final IdentityHashMap<Object, Deque<Waiter>> waiters = new IdentityHashMap<>();

    VirtualGuests(Timeline line) {
        this.line = line;
        this.wakers = Executors.newCachedThreadPool(WorkerThreads.named("virtual time waker"));
    }

    /** What a guest thread is about. */
    private enum Phase {
        RUNS,
        WAITS,
        /** Counts as running, but may not know it yet: a busy machine can take long to let it run. */
        WAKES
    }

    private final class Waiter extends Timeline.Due {
        private final Object monitor;
        private final Thread thread = Thread.currentThread();
        private volatile boolean waiting = true;

        Waiter(Object monitor) {
            this.monitor = monitor;
        }

        @Override
        void fire() {
            forget(this);
            goOn();
            if (thread != Thread.currentThread()) {
                // Not here: another thread may hold the monitor, and the timeline must go on.
                wakers.execute(() -> {
                    synchronized (monitor) {
                        monitor.notifyAll();
                    }
                });
            }
        }

        private void goOn() {
            wakes(thread);
            waiting = false;
        }
    }

    @Override
    public void await(Object monitor, long millis) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!Thread.holdsLock(monitor)) {
            throw new IllegalMonitorStateException();
        }
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        Waiter waiter = new Waiter(monitor);
        synchronized (line) {
            waiters.computeIfAbsent(monitor, key -> new ArrayDeque<>()).addLast(waiter);
            waits(waiter.thread);
            if (millis > 0) {
                line.add(waiter, millis);
            }
            line.end();
        }
        try {
            while (waiter.waiting) {
                monitor.wait();
            }
        } catch (InterruptedException e) {
            if (giveUp(waiter)) {
                throw e;
            }
            Thread.currentThread().interrupt();
        }
        runs(waiter.thread);
    }

    /** Ends a wait because of an interrupt; false when it was ended before. */
    private boolean giveUp(Waiter waiter) {
        synchronized (line) {
            if (!waiter.waiting) {
                return false;
            }
            line.remove(waiter);
            line.begin();
            forget(waiter);
            waiter.goOn();
            return true;
        }
    }

    private void forget(Waiter waiter) {
        Deque<Waiter> all = waiters.get(waiter.monitor);
        if (all != null && all.remove(waiter) && all.isEmpty()) {
            waiters.remove(waiter.monitor);
        }
    }

    @Override
    public void wake(Object monitor, boolean all) {
        if (!Thread.holdsLock(monitor)) {
            throw new IllegalMonitorStateException();
        }
        synchronized (line) {
            List<Waiter> chosen = new ArrayList<>(waiters.getOrDefault(monitor, new ArrayDeque<>()));
            for (Waiter waiter : all ? chosen : chosen.subList(0, Math.min(1, chosen.size()))) {
                line.remove(waiter);
                line.begin();
                forget(waiter);
                waiter.goOn();
            }
        }
        // All, since who was chosen is known here alone; the others find that they still wait.
        monitor.notifyAll();
    }

    @Override
    public void join(Thread thread, long millis) throws InterruptedException {
        long left = millis == 0 ? Long.MAX_VALUE : millis;
        while (thread.isAlive() && left > 0) {
            Duration step = Duration.ofMillis(Math.min(left, GRAIN.toMillis()));
            new VirtualPause(line, this).await(step);
            left -= step.toMillis();
        }
    }

    @Override
    public void starting(Thread thread) {
        synchronized (line) {
            threads.put(thread, Phase.RUNS);
            line.begin();
        }
    }

    @Override
    public void ended(Thread thread) {
        synchronized (line) {
            Phase last = threads.remove(thread);
            if (last != null && last != Phase.WAITS) {
                line.end();
            }
        }
    }

    /** Notes that a thread waits from now on; of no interest, here and below, unless it is a guest's. */
    void waits(Thread thread) {
        note(thread, Phase.WAITS);
    }

    /** Notes that a thread's wait was ended. */
    void wakes(Thread thread) {
        note(thread, Phase.WAKES);
    }

    /** Notes that a thread goes on after a wait. */
    void runs(Thread thread) {
        note(thread, Phase.RUNS);
    }

    private void note(Thread thread, Phase now) {
        synchronized (line) {
            threads.computeIfPresent(thread, (key, before) -> now);
        }
    }

    /** Guest threads that have ended without telling. */
    List<Thread> dead() {
        synchronized (line) {
            return threads.keySet().stream()
                    .filter(thread -> thread.getState() == Thread.State.TERMINATED)
                    .toList();
        }
    }

    /** Whether all that runs are guest threads, at least one, and each is held up by something else than time. */
    boolean heldUp() {
        synchronized (line) {
            int held = 0;
            for (Map.Entry<Thread, Phase> entry : threads.entrySet()) {
                held += heldUp(entry.getKey().getState(), entry.getValue()) ? 1 : 0;
            }
            return held > 0 && held == line.running();
        }
    }

    private static boolean heldUp(Thread.State state, Phase phase) {
        return switch (phase) {
            case WAITS -> false;
            case WAKES -> state == Thread.State.BLOCKED;
            case RUNS ->
                state == Thread.State.BLOCKED || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        };
    }

    void close() {
        wakers.shutdownNow();
    }
}
