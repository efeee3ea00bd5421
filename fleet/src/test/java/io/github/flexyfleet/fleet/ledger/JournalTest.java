package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final RecordingStore store = new RecordingStore();
    private final Journal journal = new Journal(store, new Fence(1, "n"), 1, List.of(), LedgerClock.system());

    @Test
    void whoeverComesDuringAWriteSharesTheNextOne() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            store.hold = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(() -> append("first")));
            store.entered.await();
            for (int other = 0; other < 20; other++) {
                String name = "other-" + other;
                all.add(threads.submit(() -> append(name)));
            }
            while (journal.handedIn() < 21) {
                Thread.onSpinWait();
            }
            store.hold.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(store.groups).extracting(List::size).containsExactly(1, 20);
        assertThat(Chain.read("it", store.lines(1))).hasSize(21);
    }

    private Void append(String device) throws LedgerException {
        journal.append(EntryKind.INTENT, Optional.of(new DeviceId(device)), Map.of());
        return null;
    }

    @Test
    void whatIsOnlyNotedGoesWithTheNextThatMustBeOnDisk() throws Exception {
        journal.note(EntryKind.DEVICE_ENDED, Optional.empty(), Map.of());
        journal.note(EntryKind.DEVICE_ENDED, Optional.empty(), Map.of());
        assertThat(store.groups).isEmpty();

        append("pump");
        assertThat(store.groups).extracting(List::size).containsExactly(3);

        journal.note(EntryKind.DEVICE_ENDED, Optional.empty(), Map.of());
        journal.flush();
        journal.flush();
        assertThat(store.groups).extracting(List::size).containsExactly(3, 1);
    }

    @Test
    void thousandsOfNotesDoNotPileUp() throws Exception {
        for (int at = 0; at < 5_000; at++) {
            journal.note(EntryKind.DEVICE_ENDED, Optional.empty(), Map.of());
        }

        assertThat(store.groups).hasSizeBetween(9, 10).allMatch(group -> group.size() <= 512);
    }

    @Test
    void afterAWriteThatFailedNothingIsAppendedAnyMore() throws Exception {
        append("pump-1");
        store.broken = true;
        assertThat(catchThrowableOfType(LedgerException.class, () -> append("pump-2")))
                .hasMessage("disk full");
        store.broken = false;

        LedgerException refused = catchThrowableOfType(LedgerException.class, () -> append("pump-3"));

        assertThat(refused.code()).isEqualTo(ProblemCode.LEDGER_UNUSABLE);
        assertThat(store.groups).hasSize(1);
    }

    @Test
    void anInterruptDoesNotTearAnEntryAndIsKept() throws Exception {
        Thread.currentThread().interrupt();

        append("pump-1");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.groups).hasSize(1);
        assertThat(store.sawInterrupt).isFalse();
    }

    /** Keeps what is appended, group by group. */
    private static final class RecordingStore implements LedgerStore {
        final List<List<Entry>> groups = new ArrayList<>();
        final CountDownLatch entered = new CountDownLatch(1);
        volatile CountDownLatch hold = new CountDownLatch(0);
        boolean broken;
        boolean sawInterrupt;

        @Override
        public void append(Fence fence, long rollout, List<Entry> entries) throws LedgerException {
            sawInterrupt |= Thread.currentThread().isInterrupted();
            entered.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (broken) {
                throw new LedgerException(ProblemCode.LEDGER_UNUSABLE, "disk full", "make room");
            }
            groups.add(entries);
        }

        @Override
        public List<String> lines(long rollout) {
            return groups.stream().flatMap(List::stream).map(Entry::line).toList();
        }

        @Override
        public Sighting lease() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean replace(Lease seen, Lease next) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Long> rollouts() {
            return List.of(1L);
        }

        @Override
        public List<String> open(Fence fence, long rollout) {
            return lines(rollout);
        }

        @Override
        public String place(long rollout) {
            return "memory";
        }

        @Override
        public void close() {}
    }
}
