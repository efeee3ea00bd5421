package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.time.Pause;
import io.github.flexyfleet.simulator.vm.bridge.Event;
import io.github.flexyfleet.simulator.vm.bridge.EventAccess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The native event queue of one run of the Java VM. Tag changes are looked for by the waiting event loop itself. */
final class EventQueue implements EventAccess {
    /** Most events that wait; its true depth is not known (flexy-etk 1.3), so INFERRED. Later ones are lost. */
    private static final int DEPTH = 1000;

    private final TagTable tags;
    private final DeviceClock clock;
    private final Duration tagScan;
    private final Runnable check;
    private final IntConsumer onClose;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final Map<Integer, Event> open = new HashMap<>();
    private final Map<Integer, TagValue> seen = new HashMap<>();
    private boolean storing;
    private boolean storingTags;
    private int lastHandle;
    private Pause idle;

    /**
     * An empty queue that stores nothing yet.
     *
     * @param check throws when the VM is being stopped
     * @param onClose told the handle of each event that ended
     */
    EventQueue(TagTable tags, DeviceClock clock, Duration tagScan, Runnable check, IntConsumer onClose) {
        this.tags = tags;
        this.clock = clock;
        this.tagScan = tagScan;
        this.check = check;
        this.onClose = onClose;
    }

    /** Stores an event unless the loop is not running; answers its handle, 0 when it is lost. */
    synchronized int post(int type, String param, int reference, double value) {
        if (!storing || waiting.size() >= DEPTH) {
            return 0;
        }
        lastHandle++;
        waiting.addLast(new Event(type, lastHandle, param, reference, clock.millis(), value));
        look();
        return lastHandle;
    }

    /** Whether an event loop takes events. */
    synchronized boolean isStoring() {
        return storing;
    }

    @Override
    public void store(boolean on) {
        check.run();
        List<Event> lost = List.of();
        synchronized (this) {
            storing = on;
            if (!on) {
                lost = new ArrayList<>(waiting);
                waiting.clear();
            }
        }
        lost.forEach(event -> onClose.accept(event.handle()));
    }

    @Override
    public synchronized void storeTags(boolean on) {
        check.run();
        storingTags = on;
        seen.clear();
        tags.all().forEach(tag -> seen.put(tag.id(), tags.value(tag)));
        look();
    }

    /** Makes the waiting event loop look again. */
    private void look() {
        if (idle != null) {
            idle.end();
            idle = null;
        }
    }

    @Override
    public Event take() throws InterruptedException {
        while (true) {
            check.run();
            Pause pause = clock.time().pause();
            boolean scanning;
            synchronized (this) {
                scan();
                Event event = waiting.pollFirst();
                if (event != null) {
                    open.put(event.handle(), event);
                    return event;
                }
                idle = pause;
                scanning = storingTags;
            }
            await(pause, scanning);
        }
    }

    private void await(Pause pause, boolean scanning) throws InterruptedException {
        try {
            if (scanning) {
                boolean unused = pause.await(tagScan);
            } else {
                pause.await();
            }
        } catch (InterruptedException e) {
            check.run();
            throw e;
        }
    }

    private void scan() {
        if (!storingTags) {
            return;
        }
        for (Tag tag : tags.all()) {
            TagValue now = tags.value(tag);
            if (!now.equals(seen.put(tag.id(), now))) {
                post(Event.TAG_VALUE, "", tag.id(), now.number());
            }
        }
    }

    @Override
    public synchronized Event open(int handle) {
        return open.get(handle);
    }

    @Override
    public void close(int handle) {
        check.run();
        synchronized (this) {
            open.remove(handle);
        }
        // Outside the lock: whoever is told may be posting an event meanwhile.
        onClose.accept(handle);
    }
}
