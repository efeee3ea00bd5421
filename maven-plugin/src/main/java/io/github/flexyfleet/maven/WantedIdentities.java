package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;

/**
 * The identities that a fleet wants.
 *
 * @param onlyLooks whether it is compared with the certificates that there are; else those that are missing or due are
 *     issued
 */
record WantedIdentities(boolean onlyLooks) {
    /** Of a rehearsal, with the world's own pass phrase; a real one is not even looked for. */
    List<WantedIdentity> rehearsed(Fleet fleet, Path folder) throws IOException {
        try (HubAlone hub = HubAlone.rehearsed(fleet, folder)) {
            return of(fleet, StateFolder.store(hub.certificates(), hub.custody()), FleetCredentials.imported(fleet));
        }
    }

    /** Of the real world. */
    List<WantedIdentity> real(Fleet fleet, CredentialReader credentials, Path state)
            throws IOException, MojoFailureException {
        KeyCustody custody = KeyCustody.of(fleet, credentials, state);
        List<WantedIdentity> wanted = of(
                fleet,
                StateFolder.store(state.resolve("certificates"), custody),
                FleetCredentials.imported(fleet, credentials));
        credentials.check("");
        return wanted;
    }

    private List<WantedIdentity> of(Fleet fleet, CertificateStore store, Set<DeviceId> imported) {
        Map<DeviceId, DeviceCertificate> certificates =
                onlyLooks ? FleetTargets.knownCertificates(fleet, store) : FleetTargets.certificates(fleet, store);
        Map<DeviceId, Fingerprint> prints = certificates.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().fingerprint()));
        return WantedIdentity.of(fleet, prints, imported);
    }
}
