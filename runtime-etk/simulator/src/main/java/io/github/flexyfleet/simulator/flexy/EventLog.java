package io.github.flexyfleet.simulator.flexy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last events of a gateway and the last lines of its realtime log. Thread-safe. */
final class EventLog {
    /** Number of the event that tells of overwritten history (flexy-etk 5). */
    static final int CIRCULARIZED = 23_607;

    private static final int KEPT = 1000;

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** One event; the number of its kind is known for few, else 0 (INFERRED). */
    record Entry(Instant time, String text, boolean realtime, int id) {
        /** The text, marked when it is of the realtime log. */
        String shown() {
            return realtime ? "[rt] " + text : text;
        }
    }

    EventLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds an event. */
    void add(String text) {
        add(text, false, 0);
    }

    /** Adds a line of the realtime log, which no export shows. */
    void realtime(String text) {
        add(text, true, 0);
    }

    /** Adds an event of a kind whose number is known. */
    void add(String text, int id) {
        add(text, false, id);
    }

    private synchronized void add(String text, boolean realtime, int id) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(clock.instant(), text, realtime, id));
    }

    synchronized List<Entry> entries() {
        return new ArrayList<>(entries);
    }
}
