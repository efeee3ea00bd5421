package io.github.flexyfleet.probe;

import java.util.HashMap;
import java.util.Map;

/** Looks how much of the heap some things take, by what is left of it. */
final class Sizes {
    private static final int COUNT = 500;
    private static final int THREADS = 10;

    /** Keeps alive what is looked at. */
    static volatile Object kept;

    private Sizes() {}

    /** Answers bytes of each, and thousands of bytes of a thread; what came out as nothing has no answer. */
    static void ask(Answers answers) {
        try {
            askObjects(answers);
            askThreads(answers);
        } catch (Throwable e) {
            // Other questions follow, for which this does not matter.
            answers.text("sizes", e.toString());
        }
    }

    private static void askObjects(Answers answers) {
        Object[] all = new Object[COUNT];
        kept = all;
        long before = free();
        for (int i = 0; i < COUNT; i++) {
            all[i] = new String(new char[20]);
        }
        number(answers, "heap.text20", before - free(), COUNT);
        all = new Object[COUNT];
        kept = all;
        before = free();
        for (int i = 0; i < COUNT; i++) {
            all[i] = new byte[16];
        }
        number(answers, "heap.bytes16", before - free(), COUNT);
        // Large enough that its table does not grow.
        Map map = new HashMap(2 * COUNT);
        kept = map;
        before = free();
        for (int i = 0; i < COUNT; i++) {
            // Far from the values that a VM may have made beforehand.
            map.put(new Integer(i + 100000), null);
        }
        number(answers, "heap.entry", before - free(), COUNT);
        kept = null;
    }

    private static void askThreads(Answers answers) throws InterruptedException {
        Sleepers sleepers = new Sleepers();
        long before = free();
        try {
            if (sleepers.begin(THREADS)) {
                number(answers, "heap.thread", before - free(), THREADS * 1000);
            }
        } finally {
            sleepers.end();
        }
    }

    private static void number(Answers answers, String id, long bytes, int count) {
        long each = (bytes + count / 2) / count;
        if (each > 0) {
            answers.number(id, each);
        }
    }

    private static long free() {
        System.gc();
        return Runtime.getRuntime().freeMemory();
    }
}
