package io.github.flexyfleet.simulator.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What happens when in virtual time. It counts what runs; when nothing does, the time jumps to what is due next and
 * lets that run, one thing at a time, so that things due at the same moment happen in the order in which they were
 * asked for. Its monitor guards it and all that is due on it.
 */
final class Timeline {
    private final NavigableSet<Due> queue =
            new TreeSet<>(Comparator.comparingLong((Due due) -> due.at).thenComparingLong(due -> due.order));
    private volatile long now;
    private long orders;
    private int running = 1;
    private long changes;

    /** A timeline whose maker counts as running; milliseconds since 1970. */
    Timeline(long start) {
        now = start;
    }

    /** Something that will happen. */
    abstract static class Due {
        private long at;
        private long order;

        /** It happens; the timeline is locked and counts it as running. Must not block. */
        abstract void fire();
    }

    long now() {
        return now;
    }

    /** Lets something happen after so many milliseconds; less than 0 is 0. */
    synchronized void add(Due due, long millis) {
        // Beyond the end of all calendars is never, and must not overflow.
        due.at = millis < 0 ? now : now > Long.MAX_VALUE - millis ? Long.MAX_VALUE : now + millis;
        due.order = orders++;
        queue.add(due);
    }

    /** Takes something back; false when it has happened. */
    synchronized boolean remove(Due due) {
        return queue.remove(due);
    }

    /** Takes back all that is like this. */
    synchronized List<Due> removeAll(Predicate<Due> which) {
        List<Due> found = new ArrayList<>(queue.stream().filter(which).toList());
        queue.removeAll(found);
        return found;
    }

    /** One more runs. */
    synchronized void begin() {
        running++;
        changes++;
    }

    /** One less runs; with the last one the time jumps. */
    synchronized void end() {
        running--;
        changes++;
        turn();
    }

    /** Lets the next thing happen unless something runs. */
    private void turn() {
        if (running <= 0 && !queue.isEmpty()) {
            next();
        }
    }

    private void next() {
        Due due = queue.pollFirst();
        now = Math.max(now, due.at);
        running++;
        due.fire();
    }

    /** How many run. */
    synchronized int running() {
        return running;
    }

    /** A number that changes with all that happens. */
    synchronized long changes() {
        return changes;
    }

    /** Lets the next thing happen although so many are said to run, unless that has changed meanwhile. */
    synchronized void force(long seen) {
        if (changes == seen && !queue.isEmpty()) {
            changes++;
            next();
        }
    }
}
