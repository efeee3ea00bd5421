package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.identity.HubExport;
import io.github.flexyfleet.fleet.identity.ProvenCertificates;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.io.File;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals share that are about the identities of a fleet, not about its gateways. */
abstract class AbstractIdentitiesMojo extends AbstractStateMojo {
    /** A hub's export of its devices, {@code devices.txt}, one JSON a line. */
    @Parameter(property = "flexy.export")
    private File export;

    /** Devices whose identities at the hub somebody else made and that this fleet takes over, separated by commas. */
    @Parameter(property = "flexy.adopt")
    private List<String> adopt;

    /**
     * Devices that somebody has seen connect with the certificate that the fleet has for them, separated by commas; or
     * DEVICE=THUMBPRINT for another one of the two that the hub trusts. The other one of the two can be taken out or
     * exchanged then; if it is the fleet's own, it stays, since the device has yet to be brought that.
     */
    @Parameter(property = "flexy.proven")
    private List<String> proven;

    /** Whether Maven's process ends with the exit code of what was found, when the goal is called directly. */
    @Parameter(property = "flexy.exitCode", defaultValue = "true")
    private boolean exitCode;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /** Whether the fleet is compared with the certificates that there are, and none is issued. */
    boolean onlyLooks() {
        return false;
    }

    /** The identities that the fleet wants; certificates that are missing or due are issued, unless the goal only looks. */
    final List<WantedIdentity> wanted(Fleet fleet) throws IOException, MojoFailureException {
        WantedIdentities wanted = new WantedIdentities(onlyLooks());
        return rehearsal()
                ? wanted.rehearsed(fleet, rehearsalFolder())
                : wanted.real(fleet, credentials(), stateFolder());
    }

    /** Devices that the command line hands over. */
    final Set<DeviceId> adopted() throws MojoFailureException {
        return AdoptedNames.read(adopt);
    }

    /** Which identities the fleet may change. */
    final Ownership ownership(Fleet fleet) throws MojoFailureException {
        Set<DeviceId> all = new HashSet<>(adopted());
        all.addAll(fleet.hub().adopted());
        return new Ownership(fleet.name(), all);
    }

    /**
     * With which certificates devices are known to connect; the ledger is read only when the hub trusts two for one.
     *
     * @throws MojoExecutionException when the ledger cannot be read
     */
    final ProvenCertificates proven(Fleet fleet, HubExport seen)
            throws IOException, MojoExecutionException, MojoFailureException {
        Map<DeviceId, String> asked = ProvenNames.read(fleet, proven);
        LedgerProof ledger =
                new LedgerProof(() -> openLedger(fleet), this::commit, rehearsal() ? rehearsalFolder() : stateFolder());
        return new ProvenCertificates(asked, ledger.ofDoubtful(fleet, seen));
    }

    /** The export, when one is named. */
    final Optional<HubExport> export() throws MojoFailureException {
        return export == null ? Optional.empty() : Optional.of(ExportFile.read(export));
    }

    /** How the goal ended. */
    final void ended(ExitClass exit, Optional<Throwable> failure) {
        if (exitCode) {
            ProcessExit.remember(session(), execution, new ProcessExit.Ended(exit, failure));
        }
    }
}
