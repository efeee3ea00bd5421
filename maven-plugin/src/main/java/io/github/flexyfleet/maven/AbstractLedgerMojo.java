package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** What goals share that are about the ledger alone: they reach no gateway, Talk2M or hub. */
abstract class AbstractLedgerMojo extends AbstractStateMojo {
    @Override
    final void work(Fleet fleet)
            throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        try (LedgerStore store = openLedger(fleet)) {
            work(LedgerPlace.ledger(store, commit()));
        } catch (LedgerException e) {
            throw new MojoExecutionException(words(e), e);
        }
    }

    /** The goal's own work. */
    abstract void work(Ledger ledger) throws LedgerException, InterruptedException, MojoFailureException;

    static String words(LedgerException e) {
        return e.code().id() + " " + e.getMessage() + " / " + e.mend();
    }
}
