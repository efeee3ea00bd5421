package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how many entries a second come onto the disk of a folder: {@code LedgerBenchmark FOLDER [SECONDS]}. Each thread
 * waits until its entry is on disk before it appends the next one, as a device's calls do.
 */
public final class LedgerBenchmark {
    private LedgerBenchmark() {}

    /** Prints a Markdown table. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Duration time = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 10);
        System.out.println("| threads | entries a second | entries a force |");
        System.out.println("|--:|--:|--:|");
        measure(folder, 8, Duration.ofSeconds(2));
        for (int threads : new int[] {1, 8, 64}) {
            System.out.println(measure(folder, threads, time));
        }
    }

    private static String measure(Path folder, int threads, Duration time) throws Exception {
        Path place = Files.createTempDirectory(folder, "ledger-");
        CountingStore store = new CountingStore(new FolderStore(place, "benchmark"));
        LedgerClock clock = LedgerClock.system();
        HeldLease lease = new Leases(store, Holder.self(), LeaseTimes.standard(), clock, new Random(1)).take();
        Heart.Beating beating = Heart.thread().every(lease.times().beat(), lease::beat);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Journal journal = new Journal(store, lease.fence(), 1, List.of(), clock);
            long end = System.nanoTime() + time.toNanos();
            List<Future<Long>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Optional<DeviceId> device = Optional.of(new DeviceId("device-" + thread));
                Callable<Long> work = () -> {
                    long appended = 0;
                    for (; System.nanoTime() < end; appended++) {
                        journal.append(
                                EntryKind.INTENT,
                                device,
                                Map.of("deed", "apply", "digest", "0123456789abcdef".repeat(4)));
                    }
                    return appended;
                };
                all.add(workers.submit(work));
            }
            long appended = 0;
            for (Future<Long> one : all) {
                appended += one.get();
            }
            int read = Chain.read("it", store.lines(1)).size();
            if (read != appended) {
                throw new IllegalStateException("appended " + appended + ", read " + read);
            }
            return String.format(
                    Locale.ROOT,
                    "| %d | %,d | %.1f |",
                    threads,
                    appended / time.toSeconds(),
                    (double) appended / store.forces);
        } finally {
            workers.shutdownNow();
            beating.close();
            lease.close();
        }
    }

    /** Counts the groups. */
    private static final class CountingStore implements LedgerStore {
        private final LedgerStore store;
        private int forces;

        CountingStore(LedgerStore store) {
            this.store = store;
        }

        @Override
        public void append(Fence fence, long rollout, List<Entry> entries) throws LedgerException {
            forces++;
            store.append(fence, rollout, entries);
        }

        @Override
        public Sighting lease() throws LedgerException {
            return store.lease();
        }

        @Override
        public boolean replace(Lease seen, Lease next) throws LedgerException {
            return store.replace(seen, next);
        }

        @Override
        public List<Long> rollouts() throws LedgerException {
            return store.rollouts();
        }

        @Override
        public List<String> lines(long rollout) throws LedgerException {
            return store.lines(rollout);
        }

        @Override
        public List<String> open(Fence fence, long rollout) throws LedgerException {
            return store.open(fence, rollout);
        }

        @Override
        public String place(long rollout) {
            return store.place(rollout);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
