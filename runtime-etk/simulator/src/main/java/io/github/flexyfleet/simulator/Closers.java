package io.github.flexyfleet.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** What must be undone, newest first; undoing goes on after a failure. For one thread at a time. */
final class Closers implements AutoCloseable {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    synchronized void add(Runnable step) {
        steps.push(step);
    }

    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
