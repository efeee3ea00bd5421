package io.github.flexyfleet.fleet.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Certificates in PEM files, such as a list of roots. */
public final class PemCertificates {
    private static final String CERTIFICATE = "CERTIFICATE";

    private PemCertificates() {}

    /**
     * Reads all certificates of a file, in their order. Text between the certificates is passed over, as OpenSSL does.
     *
     * @return at least one certificate
     * @throws InvalidPemException when the file cannot be read, holds no certificate, a broken one, or anything else in
     *     PEM: a private key among the roots would be sent to every device
     */
    public static List<X509Certificate> read(Path file) throws InvalidPemException {
        String text;
        try {
            // ISO-8859-1: PEM is ASCII, and the text around it may be in any encoding.
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new InvalidPemException(file, "no such file");
        } catch (IOException e) {
            throw new InvalidPemException(
                    file, "cannot be read: " + e.getClass().getSimpleName());
        }
        return parse(text, file);
    }

    /** The certificates as PEM, in their order, lines ended by LF. */
    public static String toPem(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(PemText.ofCertificate(certificate));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<X509Certificate> parse(String text, Path file) throws InvalidPemException {
        List<X509Certificate> certificates = new ArrayList<>();
        PemReader pem = new PemReader(new StringReader(text));
        for (PemObject next = next(pem, file); next != null; next = next(pem, file)) {
            int number = certificates.size() + 1;
            if (!next.getType().equals(CERTIFICATE)) {
                throw new InvalidPemException(
                        file, "part " + number + " is a " + next.getType() + ", not a " + CERTIFICATE);
            }
            certificates.add(decode(next.getContent(), number, file));
        }
        if (certificates.isEmpty()) {
            throw new InvalidPemException(file, "holds no certificate in PEM");
        }
        return List.copyOf(certificates);
    }

    private static PemObject next(PemReader pem, Path file) throws InvalidPemException {
        try {
            return pem.readPemObject();
        } catch (IOException | RuntimeException e) {
            throw new InvalidPemException(file, "is not well-formed PEM");
        }
    }

    private static X509Certificate decode(byte[] der, int number, Path file) throws InvalidPemException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new InvalidPemException(file, "certificate " + number + " cannot be read");
        }
    }
}
