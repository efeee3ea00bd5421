package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * A process of its own that rolls out one version after the other until it is killed: {@code CrashChild FOLDER LAST [PORT]}, the
 * port being that of a database that keeps the ledger. It
 * writes a byte to its output at each call to a device, before and after, and a line end when all is done.
 */
public final class CrashChild {
    static final int DEVICES = 3;

    private CrashChild() {}

    /** Rolls out. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int last = Integer.parseInt(arguments[1]);
        LedgerClock clock = LedgerClock.system();
        try (LedgerStore store = store(folder, arguments)) {
            Ledger ledger = ledger(store, clock);
            DiskFleet fleet = new DiskFleet(folder, DEVICES, clock).at(CrashChild::step);
            for (int version = next(ledger); version <= last; version++) {
                RolloutResult result = fleet.deploy(ledger, version);
                if (!result.done()) {
                    throw new IllegalStateException(result.toString());
                }
            }
        }
        System.out.write('\n');
        System.out.flush();
    }

    private static LedgerStore store(Path folder, String[] arguments) {
        return arguments.length < 3
                ? new FolderStore(folder.resolve("ledger"), "disk")
                : new PostgresStore(
                        PostgresServer.access(Integer.parseInt(arguments[2])),
                        folder.getFileName().toString(),
                        LedgerClock.system());
    }

    static Ledger ledger(LedgerStore store, LedgerClock clock) {
        Holder self = Holder.self();
        LeaseTimes times = LeaseTimes.standard();
        return new Ledger(
                store,
                new Leases(store, self, times, clock, new Random(self.pid())),
                new Ledger.Surroundings(self, Optional.empty(), times, clock, Heart.thread()));
    }

    /** The version whose rollout is unfinished, or the one after the last. Each record is of one version. */
    static int next(Ledger ledger) throws LedgerException {
        Optional<RolloutRecord> last = ledger.lastRollout();
        int number = last.map(record -> Math.toIntExact(record.number())).orElse(0);
        boolean open = last.filter(record -> record.state() != RolloutRecord.State.ENDED)
                .isPresent();
        return open ? number : number + 1;
    }

    private static void step() {
        System.out.write('.');
        System.out.flush();
    }
}
