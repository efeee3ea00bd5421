package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Keys and certificates as PEM text, lines ended by LF on every system, so that bundles are the same everywhere. */
final class PemText {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "RSA PRIVATE KEY";

    private PemText() {}

    static String ofCertificate(X509Certificate certificate) throws IOException {
        try {
            return write(new PemObject(CERTIFICATE, certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate without an encoded form", e);
        }
    }

    /**
     * The key as unencrypted PKCS#1 and not PKCS#8: it is what {@code openssl genrsa} wrote for all the Flexys that are
     * known to connect with a client certificate; whether their firmware reads PKCS#8 is not known (flexy-etk 1.3).
     */
    static Secret ofKey(PrivateKey key) throws IOException {
        ASN1Encodable pkcs1 = PrivateKeyInfo.getInstance(key.getEncoded()).parsePrivateKey();
        return Secret.of(write(new PemObject(KEY, pkcs1.toASN1Primitive().getEncoded())));
    }

    /** Reads an unencrypted PKCS#1 key; anything else is an {@link IOException} that does not show the text. */
    static RSAPrivateKey readKey(Secret pem) throws IOException {
        try (PemReader reader = new PemReader(new StringReader(pem.reveal()))) {
            PemObject block = reader.readPemObject();
            if (block != null
                    && block.getType().equals(KEY)
                    && block.getHeaders().isEmpty()) {
                return RSAPrivateKey.getInstance(block.getContent());
            }
        } catch (IOException | RuntimeException e) {
            // The cause is left out: a parser's message can hold a piece of what it read.
            throw new IOException(
                    "not a PKCS#1 private key in PEM: " + e.getClass().getSimpleName());
        }
        throw new IOException("not a PKCS#1 private key in PEM");
    }

    private static String write(PemObject block) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(block);
        }
        return text.toString().replace("\r\n", "\n");
    }
}
