package io.github.flexyfleet.fleet.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads PEM files with root certificates. */
public final class RootFiles {
    private RootFiles() {}

    /**
     * Reads the certificates of a file.
     *
     * @return in the file's order, perhaps none
     * @throws IOException when the file cannot be read
     * @throws CertificateException when a PEM block is no certificate: a key here would go to every device
     */
    public static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads the certificates of a PEM text.
     *
     * @return in the text's order, perhaps none
     * @throws IOException when the text is not PEM; its message says so in a few words
     * @throws CertificateException when a PEM block is no certificate: a key here would go to every device. Its message
     *     says which
     */
    public static List<X509Certificate> parse(String pem) throws IOException, CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        PemReader reader = new PemReader(new StringReader(pem));
        for (PemObject block = next(reader); block != null; block = next(reader)) {
            int number = certificates.size() + 1;
            if (!block.getType().equals("CERTIFICATE")) {
                throw new CertificateException("part " + number + " is a " + block.getType() + ", not a CERTIFICATE");
            }
            certificates.add(decode(block.getContent(), number));
        }
        return certificates;
    }

    private static PemObject next(PemReader reader) throws IOException {
        try {
            return reader.readPemObject();
        } catch (IOException | RuntimeException e) {
            throw new IOException("is not well-formed PEM", e); // PemReader's base64 decoder throws unchecked
        }
    }

    private static X509Certificate decode(byte[] der, int number) throws CertificateException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new CertificateException("certificate " + number + " cannot be read", e);
        }
    }
}
