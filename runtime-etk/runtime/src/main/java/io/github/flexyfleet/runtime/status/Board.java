package io.github.flexyfleet.runtime.status;

/** Hands the worker's last snapshot to the forms. Thread-safe. */
public final class Board {
    private Snapshot snapshot = new Snapshot();

    /** Shows a snapshot, which must not change any more. */
    public synchronized void show(Snapshot next) {
        snapshot = next;
    }

    /** The last snapshot. */
    public synchronized Snapshot last() {
        return snapshot;
    }
}
