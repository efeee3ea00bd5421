package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store must do. */
abstract class LedgerStoreContract {
    static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
    private static final Holder ADA = new Holder("ada", "here", "", 1, Instant.EPOCH);
    private static final Holder BOB = new Holder("bob", "there", "", 1, Instant.EPOCH);

    /** A store of one and the same ledger, as another process would open it. */
    abstract LedgerStore store() throws Exception;

    static Entry.Draft draft(String what) {
        return new Entry.Draft(
                NOW,
                EntryKind.INTENT,
                Optional.of(new DeviceId("pump-1")),
                new TreeMap<>(Map.of("deed", what, "quoted", "a \"b\"\n\\ é €")));
    }

    /** Entries from number 1 on. */
    static List<Entry> entries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int at = 1; at <= count; at++) {
            entries.add(draft("deed " + at)
                    .at(at, at == 1 ? Entry.NONE : entries.get(at - 2).hash()));
        }
        return entries;
    }

    static Fence take(LedgerStore store, Holder who) throws LedgerException {
        Lease seen = store.lease().lease();
        Lease mine = seen.takenBy(who, "n" + seen.version(), NOW, Duration.ofSeconds(60));
        assertThat(store.replace(seen, mine)).isTrue();
        return mine.fence();
    }

    @Test
    void aNewLedgerHasNoRecordAndAFreeLease() throws Exception {
        try (LedgerStore store = store()) {
            assertThat(store.rollouts()).isEmpty();
            assertThat(store.lease().lease()).isEqualTo(Lease.none());
        }
    }

    @Test
    void whatOneStoreAppendsAnotherOneReads() throws Exception {
        List<Entry> entries = entries(5);
        try (LedgerStore mine = store();
                LedgerStore other = store()) {
            Fence fence = take(mine, ADA);
            assertThat(mine.open(fence, 1)).isEmpty();
            mine.append(fence, 1, entries.subList(0, 2));
            mine.append(fence, 1, entries.subList(2, 5));
            mine.append(fence, 2, entries.subList(0, 1));

            assertThat(other.rollouts()).contains(1L, 2L);
            assertThat(other.lines(1)).hasSize(5).isEqualTo(mine.open(fence, 1));
            assertThat(Chain.read(other.place(1), other.lines(1))).isEqualTo(entries);
        }
    }

    @Test
    void anOldFenceWritesNothing() throws Exception {
        List<Entry> entries = entries(2);
        try (LedgerStore store = store()) {
            Fence old = take(store, ADA);
            store.append(old, 1, entries.subList(0, 1));
            Fence now = take(store, BOB);

            LedgerException refused =
                    catchThrowableOfType(LedgerException.class, () -> store.append(old, 1, entries.subList(1, 2)));

            assertThat(refused.code()).isEqualTo(ProblemCode.LEASE_LOST);
            assertThat(refused).hasMessageContaining("bob@there");
            assertThat(catchThrowableOfType(LedgerException.class, () -> store.open(old, 1)))
                    .isNotNull();
            assertThat(store.lines(1)).hasSize(1);
            store.append(now, 1, entries.subList(1, 2));
            assertThat(store.lines(1)).hasSize(2);
        }
    }

    @Test
    void aLeaseThatIsFreeOrOnHoldAdmitsNobody() throws Exception {
        try (LedgerStore store = store()) {
            Fence fence = take(store, ADA);
            Lease lease = store.lease().lease();
            assertThat(store.replace(lease, lease.released(NOW))).isTrue();
            assertThat(catchThrowableOfType(LedgerException.class, () -> store.append(fence, 1, entries(1))))
                    .isNotNull();
            lease = store.lease().lease();
            Lease held = lease.heldBackBy(BOB, "n", NOW, "new PLC \"x\"", NOW.plusSeconds(3600));
            assertThat(store.replace(lease, held)).isTrue();
            assertThat(store.lease().lease()).isEqualTo(held);
            assertThat(catchThrowableOfType(LedgerException.class, () -> store.append(held.fence(), 1, entries(1))))
                    .isNotNull();
            assertThat(store.rollouts()).isEmpty();
        }
    }

    @Test
    void onlyTheVersionThatWasSeenIsReplaced() throws Exception {
        try (LedgerStore store = store()) {
            Lease seen = store.lease().lease();
            Lease mine = seen.takenBy(ADA, "a", NOW, Duration.ofSeconds(60));

            assertThat(store.replace(seen, mine)).isTrue();
            assertThat(store.replace(seen, seen.takenBy(BOB, "b", NOW, Duration.ofSeconds(60))))
                    .isFalse();

            assertThat(store.lease().lease()).isEqualTo(mine);
        }
    }

    @Test
    void ofManyWhoTakeTheLeaseAtOnceOneGetsIt() throws Exception {
        int racers = 8;
        int rounds = 10;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        CyclicBarrier start = new CyclicBarrier(racers);
        try {
            for (int round = 0; round < rounds; round++) {
                List<Future<Boolean>> tries = new ArrayList<>();
                for (int racer = 0; racer < racers; racer++) {
                    Holder me = new Holder("racer", "here", "", racer, Instant.EPOCH);
                    Callable<Boolean> attempt = () -> {
                        try (LedgerStore store = store()) {
                            Lease seen = store.lease().lease();
                            Lease mine = seen.takenBy(me, "n" + me.pid(), NOW, Duration.ofSeconds(60));
                            start.await();
                            return store.replace(seen, mine);
                        }
                    };
                    tries.add(threads.submit(attempt));
                }
                int won = 0;
                for (Future<Boolean> one : tries) {
                    won += one.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
            try (LedgerStore store = store()) {
                assertThat(store.lease().lease().fence().token()).isEqualTo(rounds);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manyThreadsAppendToOneChain() throws Exception {
        int threads = 8;
        int each = 50;
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (LedgerStore store = store()) {
            Fence fence = take(store, ADA);
            Journal journal = new Journal(store, fence, 1, List.of(), LedgerClock.system());
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String name = "pump-" + thread;
                all.add(workers.submit(() -> {
                    for (int at = 0; at < each; at++) {
                        journal.append(
                                EntryKind.INTENT, Optional.of(new DeviceId(name)), Map.of("at", Integer.toString(at)));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            List<Entry> entries = Chain.read("it", store.lines(1));
            assertThat(entries).hasSize(threads * each);
            for (int thread = 0; thread < threads; thread++) {
                DeviceId device = new DeviceId("pump-" + thread);
                assertThat(entries.stream()
                                .filter(entry -> entry.device().equals(Optional.of(device)))
                                .map(entry -> entry.data().get("at")))
                        .as("each thread's entries in its order")
                        .containsExactlyElementsOf(IntStream.range(0, each)
                                .mapToObj(Integer::toString)
                                .toList());
            }
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aHolderGoesOnWithARecordOfTheOneBefore() throws Exception {
        try (LedgerStore store = store()) {
            Fence first = take(store, ADA);
            new Journal(store, first, 1, List.of(), LedgerClock.system())
                    .append(EntryKind.ROLLOUT_BEGUN, Optional.empty(), Map.of());
            Fence second = take(store, BOB);
            List<Entry> entries = Chain.read(store.place(1), store.open(second, 1));
            new Journal(store, second, 1, entries, LedgerClock.system())
                    .append(EntryKind.RESUMED, Optional.empty(), Map.of());

            assertThat(Chain.read(store.place(1), store.lines(1)))
                    .extracting(Entry::kind)
                    .containsExactly(EntryKind.ROLLOUT_BEGUN, EntryKind.RESUMED);
        }
    }

    @Test
    void oneOfTwoMachinesThatRaceGetsTheLeaseAndTheOtherIsToldWhoHasIt() throws Exception {
        LeaseWorld world = new LeaseWorld();
        LeaseWorld.Machine one = world.machine("one", Duration.ZERO);
        LeaseWorld.Machine two = world.machine("two", Duration.ofMinutes(7));
        try (LedgerStore store = store()) {
            HeldLease mine = one.take(store, 11);

            LedgerException refused = catchThrowableOfType(
                    LedgerException.class, () -> two.leases(store, 12).take());

            assertThat(refused.code()).isEqualTo(ProblemCode.LEASE_HELD);
            assertThat(refused)
                    .hasMessageContaining("held by ada@one (process 11) since 2026-11-22T20:00:00Z")
                    .hasMessageContaining("good until");
            assertThat(refused.mend()).contains("-Dflexy.break=" + mine.fence().nonce());
            mine.require();
            mine.close();
            assertThat(two.leases(store, 12).take().fence().token())
                    .isGreaterThan(mine.fence().token());
        }
    }
}
