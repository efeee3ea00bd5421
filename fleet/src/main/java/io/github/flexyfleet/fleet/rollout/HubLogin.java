package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.DeviceCredential;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Instant;

/** By what the hub shall know a device. */
public sealed interface HubLogin {
    /**
     * By a certificate.
     *
     * @param fingerprint its fingerprint
     * @param notAfter end of its life
     */
    record Certificate(Fingerprint fingerprint, Instant notAfter) implements HubLogin {}

    /**
     * By a symmetric key.
     *
     * @param key Base64
     * @param origin who looks after it
     */
    record Key(Secret key, SharedKey.Origin origin) implements HubLogin {}

    /** The login that belongs to a credential. */
    static HubLogin of(DeviceCredential credential) {
        if (credential instanceof DeviceCertificate certificate) {
            return new Certificate(
                    certificate.fingerprint(),
                    certificate.certificate().getNotAfter().toInstant());
        }
        SharedKey shared = (SharedKey) credential;
        return new Key(shared.key(), shared.origin());
    }
}
