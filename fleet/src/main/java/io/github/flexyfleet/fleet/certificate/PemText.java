package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Keys and certificates as PEM text, lines ended by LF on every system, so that bundles are the same everywhere.
 *
 * <p>Keys are written unencrypted and in the form of their own algorithm, PKCS#1 and SEC1, not in the common envelope
 * PKCS#8: PKCS#1 is what {@code openssl genrsa} wrote for all the Flexys that are known to connect with a client
 * certificate; whether their firmware reads PKCS#8 is not known (flexy-etk 1.3). SEC1 is the form of an EC key that was
 * there at the same time; that a Flexy reads it is INFERRED from that alone.
 */
final class PemText {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String RSA = "RSA PRIVATE KEY";
    private static final String EC = "EC PRIVATE KEY";
    private static final int P256_BITS = 256;

    private PemText() {}

    static String ofCertificate(X509Certificate certificate) throws IOException {
        try {
            return write(new PemObject(CERTIFICATE, certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate without an encoded form", e);
        }
    }

    /** The private key of a pair, RSA or on P-256. */
    static Secret ofKey(KeyPair keys) throws IOException {
        return ofKey(keys.getPrivate(), keys.getPublic());
    }

    /** The same for a key whose certificate holds the other half. */
    static Secret ofKey(PrivateKey key, PublicKey open) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return Secret.of(write(
                    new PemObject(RSA, info.parsePrivateKey().toASN1Primitive().getEncoded())));
        }
        // The JDK leaves curve and public key out of the inner form, and alone it would not be complete.
        ASN1BitString point =
                SubjectPublicKeyInfo.getInstance(open.getEncoded()).getPublicKeyData();
        ECPrivateKey whole = new ECPrivateKey(
                P256_BITS,
                ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(),
                new DERBitString(point.getBytes()),
                SECObjectIdentifiers.secp256r1);
        return Secret.of(write(new PemObject(EC, whole.getEncoded())));
    }

    /** Whether this is a sound unencrypted key that belongs to a public key. */
    static boolean belongsTo(Secret pem, PublicKey open) {
        try {
            Optional<PemObject> block = block(pem);
            if (block.isEmpty()) {
                return false;
            }
            byte[] content = block.get().getContent();
            return block.get().getType().equals(RSA)
                    ? KeyKinds.belongTogether(open, RSAPrivateKey.getInstance(content))
                    : KeyKinds.belongTogether(open, ECPrivateKey.getInstance(content));
        } catch (IOException | RuntimeException e) {
            return false; // not well-formed; what it is instead must not be shown
        }
    }

    /** The key as the JDK has it; anything else than a key of ours is an {@link IOException} that does not show the text. */
    static PrivateKey privateKey(Secret pem) throws IOException {
        try {
            PemObject block = block(pem).orElseThrow(() -> new IOException("no key"));
            boolean rsa = block.getType().equals(RSA);
            PrivateKeyInfo info = rsa
                    ? new PrivateKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
                            RSAPrivateKey.getInstance(block.getContent()))
                    : new PrivateKeyInfo(
                            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                            ECPrivateKey.getInstance(block.getContent()));
            return KeyFactory.getInstance(rsa ? "RSA" : "EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The cause is left out: a parser's message can hold a piece of what it read.
            throw new IOException("not a private key in PEM: " + e.getClass().getSimpleName());
        }
    }

    private static Optional<PemObject> block(Secret pem) throws IOException {
        try (PemReader reader = new PemReader(new StringReader(pem.reveal()))) {
            return Optional.ofNullable(reader.readPemObject())
                    .filter(block ->
                            block.getType().equals(RSA) || block.getType().equals(EC))
                    .filter(block -> block.getHeaders().isEmpty());
        }
    }

    private static String write(PemObject block) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(block);
        }
        return text.toString().replace("\r\n", "\n");
    }
}
