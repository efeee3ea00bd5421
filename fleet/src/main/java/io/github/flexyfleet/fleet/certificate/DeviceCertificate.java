package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.security.cert.X509Certificate;

/**
 * A device's certificate with its private key.
 *
 * @param device the device, also the certificate's common name
 * @param certificate the certificate
 * @param certificatePem the certificate as PEM, lines ended by LF
 * @param keyPem the private key as unencrypted PKCS#1 PEM, lines ended by LF
 */
public record DeviceCertificate(DeviceId device, X509Certificate certificate, String certificatePem, Secret keyPem)
        implements DeviceCredential {
    /** Fingerprint of the certificate. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(certificate);
    }
}
