package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.RootFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates in PEM files, such as a list of roots. */
public final class PemCertificates {
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

    /**
     * The first certificate of a PEM text of ours.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static X509Certificate first(byte[] pem) {
        try {
            return parse(new String(pem, StandardCharsets.US_ASCII)).get(0);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }

    /** The certificates of a PEM text of ours, in their order. */
    public static List<X509Certificate> parse(String pem) throws IOException {
        try {
            return List.copyOf(RootFiles.parse(pem));
        } catch (CertificateException e) {
            throw new IOException("broken certificate", e);
        }
    }

    private static List<X509Certificate> parse(String text, Path file) throws InvalidPemException {
        List<X509Certificate> certificates;
        try {
            certificates = RootFiles.parse(text);
        } catch (IOException | CertificateException e) {
            throw new InvalidPemException(file, e.getMessage());
        }
        if (certificates.isEmpty()) {
            throw new InvalidPemException(file, "holds no certificate in PEM");
        }
        return List.copyOf(certificates);
    }
}
