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
    /** Guest threads that were started, each with whether it waits in virtual time. Guarded by the timeline. */
    private final Map<Thread, Boolean> threads = new HashMap<>();
    /** Guarded by the timeline. */
    private final IdentityHashMap<Object, Deque<Waiter>> waiters = new IdentityHashMap<>();

    VirtualGuests(Timeline line) {
        this.line = line;
        this.wakers = Executors.newCachedThreadPool(WorkerThreads.named("virtual time waker"));
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
            waits(thread, false);
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
            waits(waiter.thread, true);
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
            threads.put(thread, false);
            line.begin();
        }
    }

    @Override
    public void ended(Thread thread) {
        synchronized (line) {
            Boolean waits = threads.remove(thread);
            if (waits != null && !waits) {
                line.end();
            }
        }
    }

    /** Notes that a thread waits, or no longer does; of no interest unless it is a guest's. */
    void waits(Thread thread, boolean now) {
        synchronized (line) {
            threads.computeIfPresent(thread, (key, before) -> now);
        }
    }

    /** Guest threads that count as running. */
    List<Thread> running() {
        synchronized (line) {
            return threads.entrySet().stream()
                    .filter(entry -> !entry.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    void close() {
        wakers.shutdownNow();
    }
}
