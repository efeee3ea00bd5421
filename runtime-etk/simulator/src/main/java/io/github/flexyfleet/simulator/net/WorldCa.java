package io.github.flexyfleet.simulator.net;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The throwaway certification authority of one rehearsal world: an RSA-2048 root that is kept in the world's folder
 * ({@code root.key} readable by its owner only, {@code root.pem}) and issues server certificates. Thread-safe.
 */
public final class WorldCa {
    private static final String SIGNATURE = "SHA256withRSA";

    // A virtual clock and the clock of the programs that check these certificates can be years apart.
    private static final Duration SLACK = Duration.ofDays(3650);

    private final KeyPair root;
    private final X509Certificate certificate;
    private final KeyPair server;
    private final InstantSource clock;
    private final SecureRandom random;

    private WorldCa(
            KeyPair root, X509Certificate certificate, KeyPair server, InstantSource clock, SecureRandom random) {
        this.root = root;
        this.certificate = certificate;
        this.server = server;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens the authority that lives in a folder, or makes it there.
     *
     * @throws IOException when the folder cannot be read or written, or holds something else
     */
    public static WorldCa open(Path folder, InstantSource clock, SecureRandom random) throws IOException {
        PrivateFiles.folder(folder);
        Path keyFile = folder.resolve("root.key");
        Path certificateFile = folder.resolve("root.pem");
        if (!Files.exists(keyFile) || !Files.exists(certificateFile)) {
            KeyPair pair = rsa(random);
            X509Certificate made = selfSigned(pair, clock.instant(), random);
            PrivateFiles.write(keyFile, pem(pair.getPrivate()));
            PrivateFiles.write(certificateFile, pem(made));
        }
        X509Certificate certificate = readCertificate(certificateFile);
        KeyPair root = new KeyPair(certificate.getPublicKey(), readKey(keyFile));
        return new WorldCa(root, certificate, rsa(random), clock, random);
    }

    /** The root, for the trust stores of clients. */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Issues a server certificate.
     *
     * @param host first host name, also the common name
     * @param more further host names
     */
    public ServerIdentity issue(String host, String... more) {
        GeneralName[] names = new GeneralName[more.length + 1];
        names[0] = new GeneralName(GeneralName.dNSName, host.toLowerCase(Locale.ROOT));
        for (int i = 0; i < more.length; i++) {
            names[i + 1] = new GeneralName(GeneralName.dNSName, more[i].toLowerCase(Locale.ROOT));
        }
        Instant now = clock.instant();
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        JcaX509v3CertificateBuilder builder = builder(issuer, now, name(host), server.getPublic(), random);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            return new ServerIdentity(server.getPrivate(), List.of(sign(builder, root.getPrivate(), random)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot issue a certificate for " + host, e);
        }
    }

    private static X509Certificate selfSigned(KeyPair pair, Instant now, SecureRandom random) throws IOException {
        X500Name name = name("flexy fleet rehearsal world " + Long.toHexString(random.nextLong()));
        JcaX509v3CertificateBuilder builder = builder(name, now, name, pair.getPublic(), random);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return sign(builder, pair.getPrivate(), random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a root certificate", e);
        }
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, Instant now, X500Name subject, PublicKey key, SecureRandom random) {
        BigInteger serial = new BigInteger(127, random).setBit(126);
        Date from = Date.from(now.minus(SLACK));
        Date to = Date.from(now.plus(SLACK));
        return new JcaX509v3CertificateBuilder(issuer, serial, from, to, subject, key);
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key, SecureRandom random)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE)
                            .setSecureRandom(random)
                            .build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair rsa(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no RSA keys", e);
        }
    }

    private static byte[] pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : object);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static X509Certificate readCertificate(Path file) throws IOException {
        try (PEMParser parser = parser(file)) {
            if (parser.readObject() instanceof X509CertificateHolder holder) {
                return new JcaX509CertificateConverter().getCertificate(holder);
            }
            throw new IOException(file + " holds no certificate");
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no usable certificate", e);
        }
    }

    private static PrivateKey readKey(Path file) throws IOException {
        try (PEMParser parser = parser(file)) {
            if (parser.readObject() instanceof PrivateKeyInfo info) {
                return new JcaPEMKeyConverter().getPrivateKey(info);
            }
            throw new IOException(file + " holds no private key");
        }
    }

    private static PEMParser parser(Path file) throws IOException {
        return new PEMParser(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)));
    }
}
