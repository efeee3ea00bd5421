package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.SealedLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.StringTokenizer;

/**
 * The times of which the hub lacks messages, and up to when it lacks none, on flash in two files written in turn: a cut at
 * any write leaves the old or the new state. Times are seconds of the Flexy's clock but for {@link #spool}. Worker thread
 * only.
 */
final class Holes {
    private static final String[] FILES = {"history.a", "history.b"};

    /** When there are more, the two oldest become one with the time between them. */
    private static final int MAX = 16;

    /** The hub had everything that was made before. */
    long confirmed;

    /** What was made since this start began, or since the hub had everything, is on its way to the hub. */
    long safe;

    /** The spool's own time at {@link #safe}. */
    long spool;

    /** Position of the gap that was known. */
    long gap;

    private final Store store;
    private final ArrayList holes = new ArrayList();
    private long generation;

    Holes(Store store) {
        this.store = store;
    }

    /** Reads the newest valid state; {@link #safe} is 0 when there is none. */
    void read() throws IOException {
        generation = 0;
        safe = 0;
        holes.clear();
        String newest = null;
        for (int i = 0; i < FILES.length; i++) {
            byte[] content = store.read(FILES[i]);
            String line = content == null ? null : SealedLine.open(content);
            long number = line == null ? 0 : number(new StringTokenizer(line));
            if (number > generation) {
                generation = number;
                newest = line;
            }
        }
        if (newest != null) {
            StringTokenizer words = new StringTokenizer(newest);
            number(words);
            confirmed = number(words);
            safe = number(words);
            spool = number(words);
            gap = number(words);
            while (words.hasMoreTokens()) {
                holes.add(new long[] {number(words), number(words)});
            }
        }
    }

    private static long number(StringTokenizer words) {
        return Names.number(words.nextToken(), Long.MAX_VALUE);
    }

    void write() throws IOException {
        generation++;
        StringBuffer line = new StringBuffer(256);
        line.append(generation).append(' ').append(confirmed).append(' ').append(safe);
        line.append(' ').append(spool).append(' ').append(gap);
        for (int i = 0; i < holes.size(); i++) {
            line.append(' ').append(get(i)[0]).append(' ').append(get(i)[1]);
        }
        store.write(FILES[(int) (generation & 1)], SealedLine.seal(line.toString()));
    }

    /** Forgets everything, also on flash. */
    void delete() throws IOException {
        for (int i = 0; i < FILES.length; i++) {
            store.delete(FILES[i]);
        }
    }

    private long[] get(int i) {
        return (long[]) holes.get(i);
    }

    /** The oldest hole, after {@code [0]} and up to {@code [1]}, or null. */
    long[] first() {
        return holes.isEmpty() ? null : get(0);
    }

    void removeFirst() {
        holes.remove(0);
    }

    /** Adds a hole; those that touch become one. */
    void add(long from, long to) {
        long start = from;
        long end = to;
        int at = 0;
        while (at < holes.size()) {
            long[] other = get(at);
            if (other[1] < start) {
                at++;
            } else if (other[0] > end) {
                break;
            } else {
                start = Math.min(start, other[0]);
                end = Math.max(end, other[1]);
                holes.remove(at);
            }
        }
        if (end > start) {
            holes.add(at, new long[] {start, end});
        }
        if (holes.size() > MAX) {
            get(1)[0] = get(0)[0];
            removeFirst();
        }
    }
}
