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
     * @throws IOException when the text is not PEM
     * @throws CertificateException when a PEM block is no certificate: a key here would go to every device
     */
    public static List<X509Certificate> parse(String pem) throws IOException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                if (!block.getType().equals("CERTIFICATE")) {
                    throw new CertificateException("a PEM block is no certificate");
                }
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.getContent())));
            }
        } catch (RuntimeException e) {
            throw new IOException("not PEM", e); // PemReader's base64 decoder throws unchecked
        }
        return certificates;
    }
}
