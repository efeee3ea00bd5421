package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runners of one rollout as threads, each with connections and a heart of its own, on gateways in files that they share. */
final class Runners {
    /** Short, since the database's clock is real. */
    static final LeaseTimes TIMES = new LeaseTimes(
            Duration.ofMillis(2500), Duration.ofMillis(1500), Duration.ofMillis(200), Duration.ofMillis(50));

    private static final long LONGEST_SECONDS = 120;

    private final Path folder;
    private final String name;
    private final int port;
    private final int devices;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<PostgresStore> stores = new ArrayList<>();

    Runners(Path folder, String name, int port, int devices) {
        this.folder = folder;
        this.name = name;
        this.port = port;
        this.devices = devices;
    }

    /** One of them. */
    final class One {
        private final DiskFleet fleet = new DiskFleet(folder, devices, LedgerClock.system());
        private final Ledger ledger;
        private volatile boolean paused;

        private One(int way) {
            PostgresStore store = store(way);
            Holder self = new Holder("ada", "build", "", stores.size(), Instant.EPOCH);
            Heart heart = (pause, beat) -> Heart.thread().every(pause, () -> {
                if (!paused) {
                    beat.run();
                }
            });
            LedgerClock clock = LedgerClock.system();
            this.ledger = new Ledger(
                    store,
                    new Leases(store, self, TIMES, clock, new Random(stores.size())),
                    new Ledger.Surroundings(self, Optional.of("0123abcd"), TIMES, clock, heart));
        }

        DiskFleet fleet() {
            return fleet;
        }

        Ledger ledger() {
            return ledger;
        }

        /** Nothing of it beats any more, as when its process is stopped; its threads a test has to stop itself. */
        void pause(boolean on) {
            paused = on;
        }

        /** Works on a rollout with others, on one device at a time. */
        Future<RolloutResult> deploy(String run, WavePlan plan) {
            return deploy(run, plan, 1);
        }

        /** The same, on so many devices at a time. */
        Future<RolloutResult> deploy(String run, WavePlan plan, int concurrency) {
            return threads.submit(() -> fleet.deployAmong(ledger, run, plan, concurrency));
        }
    }

    One one() {
        return new One(port);
    }

    /** One whose way to the database is its own. */
    One one(CuttableWay way) {
        return new One(way.entrance());
    }

    synchronized PostgresStore store(int way) {
        PostgresStore store = new PostgresStore(PostgresServer.access(way), name, LedgerClock.system());
        stores.add(store);
        return store;
    }

    /** How one ended. */
    static <T> T end(Future<T> one) throws Exception {
        return one.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS);
        stores.forEach(PostgresStore::close);
    }
}
