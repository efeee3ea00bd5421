package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Appends to one record. Threads that append at the same time share one write to disk: one of them writes for all that
 * wait, and those that come meanwhile make the next group. After a write that failed nothing is appended any more, since
 * what is on disk is not known then. Thread-safe.
 */
final class Journal {
    /** Entries of a group at most. */
    private static final int MOST = 512;

    private final Pen pen;
    private final long rollout;
    private final LedgerClock clock;
    private List<Entry.Draft> waiting = new ArrayList<>();
    /** Drafts handed in so far, and those of them that are on disk. */
    private long handedIn;

    private long written;
    private boolean writing;
    private Optional<LedgerException> failure = Optional.empty();

    /** Brings entries onto the disk, one group at a time. */
    @FunctionalInterface
    interface Pen {
        void write(List<Entry.Draft> group) throws LedgerException;
    }

    /**
     * Goes on with a record, to which nobody else appends.
     *
     * @param entries what it holds already
     */
    Journal(LedgerStore store, Fence fence, long rollout, List<Entry> entries, LedgerClock clock) {
        this(new OwnPen(store, fence, rollout, entries), rollout, clock);
    }

    private Journal(Pen pen, long rollout, LedgerClock clock) {
        this.pen = pen;
        this.rollout = rollout;
        this.clock = clock;
    }

    /** Goes on with a record to which other processes append, too. */
    static Journal amongOthers(RunStore.Writing store, Fence fence, long rollout, LedgerClock clock) {
        return new Journal(group -> store.appendNext(fence, rollout, group), rollout, clock);
    }

    /** Knows what stands last in the record. */
    private static final class OwnPen implements Pen {
        private final LedgerStore store;
        private final Fence fence;
        private final long rollout;
        private long number;
        private Digest previous;

        OwnPen(LedgerStore store, Fence fence, long rollout, List<Entry> entries) {
            this.store = store;
            this.fence = fence;
            this.rollout = rollout;
            this.number = entries.size();
            this.previous = entries.isEmpty()
                    ? Entry.NONE
                    : entries.get(entries.size() - 1).hash();
        }

        @Override
        public void write(List<Entry.Draft> group) throws LedgerException {
            List<Entry> entries = new ArrayList<>();
            for (Entry.Draft draft : group) {
                Entry entry = draft.at(number + 1, previous);
                number++;
                previous = entry.hash();
                entries.add(entry);
            }
            store.append(fence, rollout, entries);
        }
    }

    /** How many entries were handed in so far. */
    synchronized long handedIn() {
        return handedIn;
    }

    /** Number of the record. */
    long rollout() {
        return rollout;
    }

    /** Appends an entry; it is on disk when this returns. */
    void append(EntryKind kind, Optional<DeviceId> device, Map<String, String> data) throws LedgerException {
        await(handIn(kind, device, data));
    }

    /** Appends an entry that need not be on disk before the next one that must. */
    void note(EntryKind kind, Optional<DeviceId> device, Map<String, String> data) throws LedgerException {
        long place = handIn(kind, device, data);
        boolean many;
        synchronized (this) {
            many = waiting.size() >= MOST;
        }
        if (many) {
            await(place);
        }
    }

    /** Returns when all that was noted is on disk. */
    void flush() throws LedgerException {
        long last;
        synchronized (this) {
            last = handedIn;
        }
        await(last);
    }

    private synchronized long handIn(EntryKind kind, Optional<DeviceId> device, Map<String, String> data)
            throws LedgerException {
        refuseAfterFailure();
        waiting.add(new Entry.Draft(clock.now(), kind, device, new TreeMap<>(data)));
        handedIn++;
        return handedIn;
    }

    /** An interrupt must not leave an intent behind of which nobody knows whether it is on disk: it is kept for later. */
    private void await(long place) throws LedgerException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                List<Entry.Draft> group;
                synchronized (this) {
                    while (written < place && writing && failure.isEmpty()) {
                        try {
                            wait();
                        } catch (InterruptedException e) {
                            interrupted = true;
                        }
                    }
                    if (written >= place) {
                        return;
                    }
                    refuseAfterFailure();
                    writing = true;
                    group = nextGroup();
                }
                write(group);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized List<Entry.Draft> nextGroup() {
        int taken = Math.min(MOST, waiting.size());
        List<Entry.Draft> group = List.copyOf(waiting.subList(0, taken));
        waiting = new ArrayList<>(waiting.subList(taken, waiting.size()));
        return group;
    }

    private void write(List<Entry.Draft> group) {
        Optional<LedgerException> failed = Optional.of(new LedgerException(
                ProblemCode.LEDGER_UNUSABLE, "the ledger was not written", "deploy again; if it stays, report it"));
        try {
            pen.write(group);
            failed = Optional.empty();
        } catch (LedgerException e) {
            failed = Optional.of(e);
        } finally {
            ended(group.size(), failed);
        }
    }

    private synchronized void ended(int entries, Optional<LedgerException> failed) {
        writing = false;
        failure = failed;
        written += failed.isEmpty() ? entries : 0;
        notifyAll();
    }

    private synchronized void refuseAfterFailure() throws LedgerException {
        if (failure.isPresent()) {
            LedgerException why = failure.get();
            throw new LedgerException(why.code(), why.getMessage(), why.mend(), why);
        }
    }
}
