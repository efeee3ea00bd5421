package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Keys and certificates as PEM text, lines ended by LF on every system, so that bundles are the same everywhere. */
final class PemText {
    private PemText() {}

    static String ofCertificate(X509Certificate certificate) throws IOException {
        return write(certificate);
    }

    /**
     * The key as unencrypted PKCS#1 and not PKCS#8: it is what {@code openssl genrsa} wrote for all the Flexys that are
     * known to connect with a client certificate; whether their firmware reads PKCS#8 is not known (flexy-etk 1.3).
     */
    static Secret ofKey(PrivateKey key) throws IOException {
        return Secret.of(write(key));
    }

    /** Reads an unencrypted PKCS#1 key; anything else is an {@link IOException} that does not show the text. */
    static PrivateKey readKey(Secret pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem.reveal()))) {
            if (parser.readObject() instanceof PEMKeyPair pair) {
                return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
            }
        } catch (IOException | RuntimeException e) {
            // The cause is left out: a parser's message can hold a piece of what it read.
            throw new IOException(
                    "not a PKCS#1 private key in PEM: " + e.getClass().getSimpleName());
        }
        throw new IOException("not a PKCS#1 private key in PEM");
    }

    private static String write(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString().replace("\r\n", "\n");
    }
}
