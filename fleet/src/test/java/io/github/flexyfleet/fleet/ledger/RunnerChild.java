package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * A process of its own that works with others on one rollout after the other until it is killed, or a file says that it is
 * enough: {@code RunnerChild FOLDER PORT DEVICES CONCURRENCY}. It writes a byte to its output at each call to a device,
 * before and after.
 */
public final class RunnerChild {
    static final String ENOUGH = "enough";

    private RunnerChild() {}

    /** Works. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        LedgerClock clock = LedgerClock.system();
        try (PostgresStore store = new PostgresStore(
                PostgresServer.access(Integer.parseInt(arguments[1])),
                folder.getFileName().toString(),
                clock)) {
            DiskFleet fleet = new DiskFleet(folder, Integer.parseInt(arguments[2]), clock).at(RunnerChild::step);
            Ledger ledger = ledger(store, clock);
            int concurrency = Integer.parseInt(arguments[3]);
            int version = ledger.lastRollout()
                    .map(record -> Math.toIntExact(record.number()))
                    .orElse(1);
            while (!Files.exists(folder.resolve(ENOUGH))) {
                version += deploy(fleet, ledger, version, concurrency) ? 1 : 0;
            }
        }
    }

    /** False when the others are not yet done with the version before, or were faster. */
    private static boolean deploy(DiskFleet fleet, Ledger ledger, int version, int concurrency)
            throws DeviceProblemException, InterruptedException {
        try {
            RolloutResult result =
                    fleet.deployAmong(ledger, "build-" + version, fleet.canaryFirst(version), concurrency);
            if (!result.done()) {
                throw new IllegalStateException(result.toString());
            }
            return true;
        } catch (DeviceProblemException e) {
            // A busy machine may leave a process without its lease for so long that others go on without it.
            if (e.problem().code() == ProblemCode.LEASE_HELD || e.problem().code() == ProblemCode.LEASE_LOST) {
                return false;
            }
            throw e;
        }
    }

    static Ledger ledger(LedgerStore store, LedgerClock clock) {
        Holder self = Holder.self();
        return new Ledger(
                store,
                new Leases(store, self, Runners.TIMES, clock, new Random(self.pid())),
                new Ledger.Surroundings(self, Optional.empty(), Runners.TIMES, clock, Heart.thread()));
    }

    private static void step() {
        System.out.write('.');
        System.out.flush();
    }
}
