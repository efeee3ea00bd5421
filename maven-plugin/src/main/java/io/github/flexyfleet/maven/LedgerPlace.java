package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.FolderStore;
import io.github.flexyfleet.fleet.ledger.Heart;
import io.github.flexyfleet.fleet.ledger.Holder;
import io.github.flexyfleet.fleet.ledger.LeaseTimes;
import io.github.flexyfleet.fleet.ledger.Leases;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerClock;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.GitCommit;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Where a fleet's ledger is, and what it needs of this machine. */
final class LedgerPlace {
    private LedgerPlace() {}

    /** The store that {@code flexy.ledger} names, or the one in the state folder. */
    static LedgerStore open(String ledger, Path state, Fleet fleet) {
        return folder(ledger == null ? state.resolve("ledger") : Path.of(ledger), fleet);
    }

    /** A store in a folder. */
    static LedgerStore folder(Path ledgers, Fleet fleet) {
        return new FolderStore(ledgers, fleet.name());
    }

    /**
     * The ledger in a store, used by this process.
     *
     * @param project folder whose git commit is written down
     */
    static Ledger ledger(LedgerStore store, Path project) {
        Holder self = Holder.self();
        LeaseTimes times = LeaseTimes.standard();
        LedgerClock clock = LedgerClock.system();
        return new Ledger(
                store,
                new Leases(store, self, times, clock, new SecureRandom()),
                new Ledger.Surroundings(self, GitCommit.of(project), times, clock, Heart.thread()));
    }
}
