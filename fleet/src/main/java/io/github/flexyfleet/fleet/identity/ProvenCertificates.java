package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * With which certificate devices are known to connect. Of two that the hub trusts for a device, the other one can be spared
 * then, and only then.
 *
 * @param asked what somebody says who has looked: the first characters of a thumbprint, upper-case, or nothing for the
 *     certificate that the fleet has for the device now
 * @param confirmed what this tool saw itself
 */
public record ProvenCertificates(Map<DeviceId, String> asked, Map<DeviceId, Confirmed> confirmed) {
    /** Nothing is known. */
    public static final ProvenCertificates NONE = new ProvenCertificates(Map.of(), Map.of());

    /**
     * What a device was confirmed with last. Only older ones can be spared for it: a newer one may have been carried to the
     * device by hand since, and of one that this tool did not make nobody knows.
     *
     * @param certificate the certificate
     * @param older those that this tool had made for the device before
     */
    public record Confirmed(Fingerprint certificate, Set<Fingerprint> older) {
        /** Takes a copy. */
        public Confirmed {
            older = Set.copyOf(older);
        }
    }

    /** Takes copies. */
    public ProvenCertificates {
        asked = Map.copyOf(asked);
        confirmed = Map.copyOf(confirmed);
    }

    /** Of the two thumbprints of an identity, the one that its device connects with; empty when that is not known. */
    Optional<String> of(SeenIdentity seen, WantedIdentity wanted) {
        List<String> both =
                List.of(seen.thumbprints().primary(), seen.thumbprints().secondary());
        String said = asked.get(seen.device());
        if (said != null) {
            String begin =
                    said.isEmpty() ? wanted.certificate().map(Fingerprint::hex).orElse("none") : said;
            List<String> named =
                    both.stream().filter(one -> one.startsWith(begin)).toList();
            return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
        }
        return Optional.ofNullable(confirmed.get(seen.device()))
                .filter(known -> both.contains(known.certificate().hex()))
                .filter(known -> both.stream()
                        .allMatch(one -> one.equals(known.certificate().hex())
                                || known.older().stream()
                                        .anyMatch(old -> old.hex().equals(one))))
                .map(known -> known.certificate().hex());
    }
}
