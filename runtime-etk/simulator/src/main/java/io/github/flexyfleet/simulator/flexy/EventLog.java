package io.github.flexyfleet.simulator.flexy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last events of a gateway. Thread-safe. */
final class EventLog {
    private static final int KEPT = 1000;

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** One event; the number of a kind of event is not known for most, so 0 (INFERRED). */
    record Entry(Instant time, String text) {}

    EventLog(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(String text) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(clock.instant(), text));
    }

    synchronized List<Entry> entries() {
        return new ArrayList<>(entries);
    }
}
