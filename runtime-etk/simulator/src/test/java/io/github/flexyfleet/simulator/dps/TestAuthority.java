package io.github.flexyfleet.simulator.dps;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority of devices' certificates, and what it signs.
 *
 * @param pair its keys
 * @param chain its own certificate, then those of whom it was signed by, up to the root
 * @param now within the validity of all certificates
 */
record TestAuthority(KeyPair pair, List<X509Certificate> chain, Instant now) {
    /** A device: its keys, and its certificate with those of its authorities behind it. */
    record Device(String id, KeyPair pair, List<X509Certificate> chain) {
        X509Certificate certificate() {
            return chain.get(0);
        }
    }

    /** A root. */
    static TestAuthority root(String name, Instant now) throws Exception {
        KeyPair pair = newPair();
        return new TestAuthority(pair, List.of(sign(name, pair, name, pair, true, now)), now);
    }

    /** A device that has signed its own certificate. */
    static Device selfSigned(String id, Instant now) throws Exception {
        KeyPair pair = newPair();
        return new Device(id, pair, List.of(sign(id, pair, id, pair, false, now)));
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    /** An authority under this one. */
    TestAuthority intermediate(String name) throws Exception {
        KeyPair made = newPair();
        return new TestAuthority(made, under(sign(name, made, ownName(), pair, true, now)), now);
    }

    /** A device of this authority. */
    Device device(String id) throws Exception {
        KeyPair made = newPair();
        return new Device(id, made, under(sign(id, made, ownName(), pair, false, now)));
    }

    private String ownName() {
        return Certificates.commonName(certificate());
    }

    private List<X509Certificate> under(X509Certificate lower) {
        List<X509Certificate> all = new ArrayList<>(List.of(lower));
        all.addAll(chain);
        return all;
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(
            String subject, KeyPair subjects, String issuer, KeyPair issuers, boolean authority, Instant now)
            throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + issuer),
                new BigInteger(64, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(365))),
                new X500Name("CN=" + subject),
                subjects.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuers.getPrivate())));
    }
}
