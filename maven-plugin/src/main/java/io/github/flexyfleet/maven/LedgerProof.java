package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.ConfirmedCertificates;
import io.github.flexyfleet.fleet.identity.HubExport;
import io.github.flexyfleet.fleet.identity.ProvenCertificates;
import io.github.flexyfleet.fleet.ledger.AppliedDigests;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * What the ledger proves of certificates: a device that was confirmed with one connects with it.
 *
 * @param ledger opens the fleet's ledger
 * @param commit of the fleet file, asked for when the ledger is
 * @param state the folder of what is kept between runs, beside the ledger
 */
record LedgerProof(Opening ledger, Supplier<Optional<String>> commit, Path state) {
    /** Opens a ledger. */
    @FunctionalInterface
    interface Opening {
        LedgerStore open() throws IOException, MojoFailureException;
    }

    /**
     * The certificates of those devices for which the hub trusts two; only for these the ledger is read.
     *
     * @throws MojoExecutionException when it cannot be read
     */
    Map<DeviceId, ProvenCertificates.Confirmed> ofDoubtful(Fleet fleet, HubExport seen)
            throws IOException, MojoExecutionException, MojoFailureException {
        List<DeviceId> doubtful = fleet.devices().stream()
                .map(Device::id)
                .filter(device -> Optional.ofNullable(seen.identities().get(device))
                        .filter(identity -> identity.thumbprints().hasTwo())
                        .isPresent())
                .toList();
        if (doubtful.isEmpty()) {
            return Map.of();
        }
        Path certificates = state.resolve("certificates");
        try (LedgerStore store = ledger.open()) {
            return ConfirmedCertificates.of(
                    AppliedDigests.last(LedgerPlace.ledger(store, commit.get()), doubtful),
                    StateFolder.applied(certificates),
                    StateFolder.store(certificates, KeyCustody.closed(state)));
        } catch (LedgerException e) {
            throw new MojoExecutionException(e.code().id() + " " + e.getMessage() + "; " + e.mend(), e);
        }
    }
}
