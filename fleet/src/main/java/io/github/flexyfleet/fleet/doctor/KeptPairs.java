package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.model.DeviceId;

/** The pairs of certificate and key that are kept on this machine. */
@FunctionalInterface
public interface KeptPairs {
    /** None are known but those of the targets. */
    KeptPairs NONE = (device, fingerprint) -> false;

    /** Whether the pair of a certificate is here and may be used: of an older one whose renewal nobody has deployed yet. */
    boolean has(DeviceId device, Fingerprint fingerprint);
}
