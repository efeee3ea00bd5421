package io.github.flexyfleet.fleet.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 over a certificate's DER form: what IoT Hub calls a thumbprint (azure-iot-hub 2).
 *
 * @param hex 64 upper-case hex characters
 */
public record Fingerprint(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9A-F]{64}");

    /** Checks the form. */
    public Fingerprint {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not an upper-case SHA-256 fingerprint: " + hex);
        }
    }

    /** Computes the fingerprint of a certificate. */
    public static Fingerprint of(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().withUpperCase().formatHex(hash));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first 16 characters: what a message's property bag and a table show. */
    public String abbreviated() {
        return hex.substring(0, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
