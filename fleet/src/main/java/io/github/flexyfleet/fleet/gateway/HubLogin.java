package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.DeviceCredential;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.certificate.UnknownCredential;
import io.github.flexyfleet.fleet.model.CertificateSettings.Trust;
import io.github.flexyfleet.fleet.secret.Secret;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** By what the hub shall know a device. */
public sealed interface HubLogin {
    /**
     * By a certificate.
     *
     * @param fingerprint its fingerprint
     * @param made when it was made, by which a revocation tells whether it is one of those that were revoked
     * @param notAfter end of its life
     * @param trust by what the hub knows it
     */
    record Certificate(Fingerprint fingerprint, Instant made, Instant notAfter, Trust trust) implements HubLogin {
        /** One that the hub knows by its thumbprint; that nobody knows when it was made lets no revoked device in. */
        public Certificate(Fingerprint fingerprint, Instant notAfter) {
            this(fingerprint, Instant.MIN, notAfter, Trust.THUMBPRINT);
        }

        /**
         * The login of a certificate.
         *
         * @param trust by what the hub shall know it
         */
        public static Certificate of(X509Certificate certificate, Trust trust) {
            return new Certificate(
                    Fingerprint.of(certificate),
                    CertificateIssuer.made(certificate),
                    certificate.getNotAfter().toInstant(),
                    trust);
        }
    }

    /**
     * By a symmetric key.
     *
     * @param key Base64
     * @param origin who looks after it
     */
    record Key(Secret key, SharedKey.Origin origin) implements HubLogin {}

    /**
     * By a certificate or key that is not known on this machine; for who only looks.
     *
     * @param certificate whether it is a certificate
     * @param trust by what the hub knows a certificate
     */
    record Unknown(boolean certificate, Trust trust) implements HubLogin {}

    /** Whether it is by a certificate. */
    default boolean byCertificate() {
        return this instanceof Certificate || (this instanceof Unknown unknown && unknown.certificate());
    }

    /** Whether the hub knows the device by the authority that signed its certificate. */
    default boolean byAuthority() {
        return (this instanceof Certificate known && known.trust() == Trust.AUTHORITY)
                || (this instanceof Unknown unknown && unknown.certificate() && unknown.trust() == Trust.AUTHORITY);
    }

    /**
     * The login that belongs to a credential.
     *
     * @param trust by what the hub shall know it when it is a certificate
     */
    static HubLogin of(DeviceCredential credential, Trust trust) {
        if (credential instanceof DeviceCertificate certificate) {
            return Certificate.of(certificate.certificate(), trust);
        }
        if (credential instanceof UnknownCredential unknown) {
            return new Unknown(unknown.certificate(), trust);
        }
        SharedKey shared = (SharedKey) credential;
        return new Key(shared.key(), shared.origin());
    }
}
