package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.ConfirmedCertificates;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.identity.HubExport;
import io.github.flexyfleet.fleet.identity.ProvenCertificates;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.ledger.AppliedDigests;
import io.github.flexyfleet.fleet.ledger.LedgerException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
     * DEVICE=THUMBPRINT for another one of the two that the hub trusts. The other one of the two is taken out for that.
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
        if (rehearsal()) {
            // With the world's own pass phrase; a real one is not even looked for.
            try (HubAlone hub = HubAlone.rehearsed(fleet, rehearsalFolder())) {
                return wanted(
                        fleet, StateFolder.store(hub.certificates(), hub.custody()), FleetCredentials.imported(fleet));
            }
        }
        CredentialReader credentials = credentials();
        KeyCustody custody = KeyCustody.of(fleet, credentials, stateFolder());
        List<WantedIdentity> wanted = wanted(
                fleet,
                StateFolder.store(stateFolder().resolve("certificates"), custody),
                FleetCredentials.imported(fleet, credentials));
        credentials.check("");
        return wanted;
    }

    private List<WantedIdentity> wanted(Fleet fleet, CertificateStore store, Set<DeviceId> imported) {
        Map<DeviceId, DeviceCertificate> certificates =
                onlyLooks() ? FleetTargets.knownCertificates(fleet, store) : FleetTargets.certificates(fleet, store);
        Map<DeviceId, Fingerprint> prints = certificates.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> print(entry.getValue())));
        return WantedIdentity.of(fleet, prints, imported);
    }

    private static Fingerprint print(DeviceCertificate certificate) {
        return certificate.fingerprint();
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
        List<DeviceId> doubtful = fleet.devices().stream()
                .map(Device::id)
                .filter(device -> Optional.ofNullable(seen.identities().get(device))
                        .filter(identity -> identity.thumbprints().hasTwo())
                        .isPresent())
                .toList();
        if (doubtful.isEmpty()) {
            return new ProvenCertificates(asked, Map.of());
        }
        Path state = rehearsal() ? rehearsalFolder() : stateFolder();
        Path certificates = state.resolve("certificates");
        try (LedgerStore store = openLedger(fleet)) {
            return new ProvenCertificates(
                    asked,
                    ConfirmedCertificates.of(
                            AppliedDigests.last(LedgerPlace.ledger(store, commit()), doubtful),
                            StateFolder.applied(certificates),
                            StateFolder.store(certificates, KeyCustody.closed(state))));
        } catch (LedgerException e) {
            throw new MojoExecutionException(e.code().id() + " " + e.getMessage() + "; " + e.mend(), e);
        }
    }

    /** The export, when one is named. */
    final Optional<HubExport> export() throws MojoFailureException {
        if (export == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(HubExport.read(Files.readString(export.toPath())));
        } catch (CharacterCodingException e) {
            throw new MojoFailureException("flexy.export: " + export + " is no text; nothing was done");
        } catch (IOException e) {
            throw new MojoFailureException("flexy.export: " + export + " cannot be read; nothing was done");
        }
    }

    /** How the goal ended. */
    final void ended(ExitClass exit, Optional<Throwable> failure) {
        if (exitCode) {
            ProcessExit.remember(session(), execution, new ProcessExit.Ended(exit, failure));
        }
    }
}
