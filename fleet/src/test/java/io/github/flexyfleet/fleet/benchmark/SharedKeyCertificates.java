package io.github.flexyfleet.fleet.benchmark;

import io.github.flexyfleet.fleet.certificate.PemCertificates;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Fills a certificate store whose devices all share one key, because 100,000 keys of their own would take hours. Each
 * device has a certificate of its own, in the form and under the names that the store itself would write.
 */
public final class SharedKeyCertificates {
    /** Start of validity. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("2046-01-01T00:00:00Z");

    private final KeyPair keys;
    private final String keyPem;

    /** Makes the one key. */
    public SharedKeyCertificates() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(keys.getPrivate());
        }
        keyPem = text.toString().replace("\r\n", "\n");
    }

    /** Adds the devices to the store in a folder, on all cores. */
    public void fill(Path folder, List<String> devices) {
        devices.parallelStream().forEach(device -> {
            try {
                write(folder.resolve(device), certificate(device));
            } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void write(Path place, X509Certificate certificate) throws IOException, GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        String name = HexFormat.of().withUpperCase().formatHex(hash).substring(0, 16);
        Files.createDirectories(place);
        Files.writeString(place.resolve(name + ".key"), keyPem);
        Files.writeString(place.resolve(name + ".crt"), PemCertificates.toPem(List.of(certificate)));
    }

    private X509Certificate certificate(String device) throws GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=" + device);
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name, BigInteger.ONE, Date.from(START), Date.from(END), name, keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    }
}
