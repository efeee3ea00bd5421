package io.github.flexyfleet.simulator.dps;

import io.github.flexyfleet.simulator.net.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import tools.jackson.databind.node.ObjectNode;

/** Certificates as the service takes and shows them (azure-iot-hub 3). */
final class Certificates {
    private Certificates() {}

    /** Reads PEM, or DER in Base64. */
    static X509Certificate read(String text) throws DpsRefusal {
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new DpsRefusal(DpsError.BAD_REQUEST, "not a certificate");
        }
    }

    /** What the service tells of one. */
    static ObjectNode info(X509Certificate certificate) {
        return Json.object()
                .put("subjectName", certificate.getSubjectX500Principal().getName())
                .put("sha1Thumbprint", thumbprint(certificate, "SHA-1"))
                .put("sha256Thumbprint", thumbprint(certificate, "SHA-256"))
                .put("issuerName", certificate.getIssuerX500Principal().getName())
                .put("notBeforeUtc", certificate.getNotBefore().toInstant().toString())
                .put("notAfterUtc", certificate.getNotAfter().toInstant().toString())
                .put("serialNumber", certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT))
                .put("version", certificate.getVersion());
    }

    static String thumbprint(X509Certificate certificate, String hash) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(X509Certificate certificate) {
        try {
            return new String(Base64.getEncoder().encode(certificate.getEncoded()), StandardCharsets.US_ASCII);
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The subject's common name, empty when it has none. */
    static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString())
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }

    /** Whether an authority has signed a certificate. */
    static boolean signed(X509Certificate authority, X509Certificate certificate) {
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                || authority.getBasicConstraints() < 0) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
