package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.identity.ProvenCertificates.Confirmed;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.AppliedConfigurations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which certificates devices were confirmed with last, by what is kept between runs. */
public final class ConfirmedCertificates {
    private ConfirmedCertificates() {}

    /**
     * By device; one of which something is not here is missing.
     *
     * @param last what devices were confirmed with, by the ledger
     * @param applied the configurations of these digests
     * @param store the certificates that this tool made
     */
    public static Map<DeviceId, Confirmed> of(
            Map<DeviceId, Digest> last, AppliedConfigurations applied, CertificateStore store) {
        Map<DeviceId, Confirmed> confirmed = new LinkedHashMap<>();
        last.forEach((device, digest) -> applied.certificate(digest)
                .flatMap(sha256 -> of(sha256, store.made(device)))
                .ifPresent(found -> confirmed.put(device, found)));
        return confirmed;
    }

    private static Optional<Confirmed> of(String sha256, List<CertificateStore.Made> all) {
        return all.stream()
                .filter(one -> one.sha256().equals(sha256))
                .findFirst()
                .map(found -> new Confirmed(
                        found.fingerprint(),
                        all.stream()
                                .filter(one -> one.from().isBefore(found.from()))
                                .map(CertificateStore.Made::fingerprint)
                                .collect(Collectors.toSet())));
    }
}
