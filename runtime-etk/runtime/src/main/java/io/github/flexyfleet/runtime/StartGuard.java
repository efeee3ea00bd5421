package io.github.flexyfleet.runtime;

import io.github.flexyfleet.runtime.port.Store;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/**
 * Ends a chain of starts that do not live (docs/decisions/0013): a Flexy that boots again and again is hard to reach
 * (flexy-etk 2.2). After too many in a row the runtime only answers forms for a while. Two small writes a start. Not
 * thread-safe.
 */
final class StartGuard {
    /** Code of {@code hub.reason} meanwhile. */
    static final String SAFE_MODE = "safe-mode";

    /** More than a trial of a bundle and one of a runtime have together, so that those end first. */
    static final int MAX_BAD = 6;

    /** A start that lives so long is good; a thread that hangs from the beginning is booted after 10 min. */
    static final long GOOD_MS = 900000;

    /** The first rest; each next one is twice as long. */
    static final long REST_MS = 1800000;

    private static final int MAX_DOUBLINGS = 4;
    private static final int MAX_COUNT = 99;
    private static final String FILE = "starts";

    private final Store store;
    private final EventLog log;
    private boolean safe;
    private boolean good;
    private long trying;
    private long restEnds;

    StartGuard(Store store, EventLog log) {
        this.store = store;
        this.log = log;
    }

    /** Counts this start. */
    void open() {
        int bad = 1;
        try {
            byte[] before = store.read(FILE);
            // What a cut left counts as nothing: a guard must not begin a rest by mistake.
            bad = before == null ? 1 : 1 + (int) Math.max(0, Names.number(Utf8.latin1(before), MAX_COUNT));
        } catch (IOException e) {
            log.problem("storage", "the starts cannot be counted: " + e.getMessage());
        }
        write(bad);
        safe = bad > MAX_BAD;
        if (safe) {
            restEnds = REST_MS << Math.min(bad - MAX_BAD - 1, MAX_DOUBLINGS);
            log.problem(SAFE_MODE, bad + " starts did not live; forms only for " + restEnds / 60000 + " min");
        }
    }

    private void write(int bad) {
        try {
            store.write(FILE, Utf8.encode(Integer.toString(Math.min(bad, MAX_COUNT))));
        } catch (IOException e) {
            log.problem("storage", "the starts cannot be counted: " + e.getMessage());
        }
    }

    /** Notes a start that lives, and the end of a rest; {@code now} is running time in ms. */
    void tick(long now) {
        if (safe && now >= restEnds) {
            end(now);
        } else if (!safe && !good && now - trying >= GOOD_MS) {
            good = true;
            write(0);
        }
    }

    /** Ends a rest: what failed is tried again, or gone. */
    void end(long now) {
        safe = false;
        trying = now;
        log.solved(SAFE_MODE);
        log.add("safe mode ends");
    }

    /** Whether only forms are to be answered. */
    boolean isSafe() {
        return safe;
    }
}
