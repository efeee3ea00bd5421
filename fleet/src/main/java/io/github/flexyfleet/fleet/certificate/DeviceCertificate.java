package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.security.cert.X509Certificate;

/**
 * A device's certificate with its private key.
 *
 * @param device the device, also the certificate's common name
 * @param certificate the certificate
 * @param certificatePem the certificate as PEM, and after it those of the authorities below the root that signed it;
 *     lines ended by LF
 * @param key the private key
 */
public record DeviceCertificate(DeviceId device, X509Certificate certificate, String certificatePem, DeviceKey key)
        implements DeviceCredential {
    /** A certificate whose key is at hand. */
    public DeviceCertificate(DeviceId device, X509Certificate certificate, String certificatePem, Secret keyPem) {
        this(device, certificate, certificatePem, DeviceKey.of(keyPem));
    }

    /**
     * The private key as unencrypted PEM: PKCS#1 for RSA, SEC1 for EC, lines ended by LF.
     *
     * @throws KeyUnavailableException when this tool does not have it, or cannot open it
     */
    public Secret keyPem() {
        return key.pem();
    }

    /** Fingerprint of the certificate. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(certificate);
    }
}
