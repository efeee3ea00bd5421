package io.github.flexyfleet.simulator.hub;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What arrived at the hub, in the order of arrival, in memory. It holds a fixed number of events; then the oldest go.
 * Thread-safe.
 */
public final class EventLog {
    private final int capacity;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Deque<HubEvent> events = new ArrayDeque<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long last;

    /**
     * An empty log.
     *
     * @param capacity events that it holds, at least 1
     */
    public EventLog(int capacity, InstantSource clock) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is less than 1");
        }
        this.capacity = capacity;
        this.clock = clock;
    }

    /** Adds an event; answers its position. */
    long append(String deviceId, Map<String, String> systemProperties, Map<String, String> properties, byte[] body) {
        lock.lock();
        try {
            last++;
            events.addLast(new HubEvent(last, clock.instant(), deviceId, systemProperties, properties, body));
            if (events.size() > capacity) {
                events.removeFirst();
            }
            grown.signalAll();
            return last;
        } finally {
            lock.unlock();
            listeners.forEach(Runnable::run);
        }
    }

    /** Calls a listener after each event, on the thread that brought it; it must not block. */
    void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    /** Forgets a listener. */
    void offAppend(Runnable listener) {
        listeners.remove(listener);
    }

    /** Position of the newest event, 0 when none ever came. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Events after a position, oldest first; 0 for all that are still held. */
    public List<HubEvent> since(long position) {
        lock.lock();
        try {
            int wanted = (int) Math.max(0, Math.min(events.size(), last - position));
            return events.stream().skip(events.size() - wanted).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for an event after a position.
     *
     * @param timeout how long to wait in real time, whatever the world's clock says
     * @return as {@link #since}, empty when none came in time
     * @throws InterruptedException when the thread is interrupted
     */
    public List<HubEvent> await(long position, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long nanos = timeout.toNanos();
            while (last <= position && nanos > 0) {
                nanos = grown.awaitNanos(Math.min(nanos, TimeUnit.DAYS.toNanos(1)));
            }
        } finally {
            lock.unlock();
        }
        return since(position);
    }
}
