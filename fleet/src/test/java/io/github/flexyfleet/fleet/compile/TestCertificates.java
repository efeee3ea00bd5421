package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.PemCertificates;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for tests, with EC keys because those are made quickly. */
public final class TestCertificates {
    /** Start of validity. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** End of validity. */
    public static final Instant END = Instant.parse("2036-11-22T00:00:00Z");

    private TestCertificates() {}

    /** A device's certificate; its key is a stand-in. */
    public static DeviceCertificate of(DeviceId device) {
        X509Certificate certificate = selfSigned(device.value(), START, END);
        return new DeviceCertificate(
                device, certificate, PemCertificates.toPem(List.of(certificate)), Secret.of("key of " + device + "\n"));
    }

    /** A certificate that is its own issuer. */
    public static X509Certificate selfSigned(String name, Instant start, Instant end) {
        KeyPair keys = keys();
        return certificate(name, name, start, end, keys, keys);
    }

    /** A certificate under an issuer's name. */
    public static X509Certificate issue(String name, String issuer, Instant start, Instant end) {
        return certificate(name, issuer, start, end, keys(), keys());
    }

    /** A certificate that names itself as issuer but is signed by another key. */
    public static X509Certificate forgedRoot(String name) {
        return certificate(name, name, START, END, keys(), keys());
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(
            String name, String issuer, Instant start, Instant end, KeyPair keys, KeyPair signer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    new X500Name("CN=" + issuer),
                                    BigInteger.ONE,
                                    Date.from(start),
                                    Date.from(end),
                                    new X500Name("CN=" + name),
                                    keys.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
