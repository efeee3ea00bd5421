package io.github.flexyfleet.simulator.flexy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A throwaway authority and what it signs. */
@SuppressWarnings("JavaUtilDate") // BouncyCastle's interface
final class TestTls {
    private final Identity authority;

    /** A certificate with its key. */
    record Identity(X509Certificate certificate, KeyPair keys) {
        byte[] certificatePem() throws IOException {
            return pem(certificate);
        }

        /** PKCS#1. */
        byte[] keyPem() throws IOException {
            return pem(keys.getPrivate());
        }

        /** PKCS#8. */
        byte[] keyPem8() throws IOException {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(
                        new PemObject("PRIVATE" + " KEY", keys.getPrivate().getEncoded()));
            }
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    TestTls(String name) throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair keys = keys();
        authority = new Identity(sign("CN=" + name, keys, "CN=" + name, keys.getPrivate(), null), keys);
    }

    X509Certificate root() {
        return authority.certificate();
    }

    byte[] rootPem() throws IOException {
        return authority.certificatePem();
    }

    Identity issue(String host) throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair keys = keys();
        String issuer = authority.certificate().getSubjectX500Principal().getName();
        return new Identity(sign("CN=" + host, keys, issuer, authority.keys().getPrivate(), host), keys);
    }

    SSLContext server(String host, TrustManager... clients)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Identity identity = issue(host);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server", identity.keys().getPrivate(), new char[0], new X509Certificate[] {identity.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), clients, null);
        return context;
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(String subject, KeyPair keys, String issuer, PrivateKey signer, String host)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Principal(issuer),
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                new X500Principal(subject),
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
        if (host != null) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signer)));
    }

    private static byte[] pem(Object item) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(item);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
