package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.FolderStore;
import io.github.flexyfleet.fleet.ledger.Heart;
import io.github.flexyfleet.fleet.ledger.Holder;
import io.github.flexyfleet.fleet.ledger.LeaseTimes;
import io.github.flexyfleet.fleet.ledger.Leases;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerClock;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresAccess;
import io.github.flexyfleet.fleet.ledger.postgres.PostgresStore;
import io.github.flexyfleet.fleet.model.Fleet;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/** Where a fleet's ledger is, and what it needs of this machine. */
final class LedgerPlace {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A database that is started anew is back by then, and the lease is still good. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private LedgerPlace() {}

    /**
     * The store that {@code flexy.ledger} names, or the one in the state folder.
     *
     * @throws MojoFailureException when it is a database, and its user or password is nowhere, or its URL holds one
     */
    static LedgerStore open(String ledger, Path state, Fleet fleet, CredentialReader credentials)
            throws MojoFailureException {
        if (ledger == null || !PostgresAccess.isUrl(ledger)) {
            return folder(ledger == null ? state.resolve("ledger") : Path.of(ledger), fleet);
        }
        try {
            PostgresAccess access = credentials.ledger(ledger, CONNECT, PATIENCE);
            credentials.check("\n  A ledger in a folder needs none: leave out flexy.ledger, or name a folder.");
            QuietLibraries.hush();
            return new PostgresStore(access, fleet.name(), LedgerClock.system());
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException(e.getMessage() + "; nothing was done", e);
        }
    }

    /** A store in a folder. */
    static LedgerStore folder(Path ledgers, Fleet fleet) {
        return new FolderStore(ledgers, fleet.name());
    }

    /**
     * The ledger in a store, used by this process.
     *
     * @param commit of the fleet file, to be written down
     */
    static Ledger ledger(LedgerStore store, Optional<String> commit) {
        Holder self = Holder.self();
        LeaseTimes times = LeaseTimes.standard();
        LedgerClock clock = LedgerClock.system();
        return new Ledger(
                store,
                new Leases(store, self, times, clock, new SecureRandom()),
                new Ledger.Surroundings(self, commit, times, clock, Heart.thread()));
    }
}
