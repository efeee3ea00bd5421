package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateIssuerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00.123Z");
    private static final DeviceId DEVICE = new DeviceId("Flexy205Self");
    private static final Duration TEN_YEARS = Duration.ofDays(3652);

    private final CertificateIssuer issuer = new CertificateIssuer(new SecureRandom(), InstantSource.fixed(NOW));

    @Test
    void jdkReadsTheCertificateAndFindsItSelfSignedAndValid() throws Exception {
        DeviceCertificate issued = issuer.issue(DEVICE, TEN_YEARS);

        X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(issued.certificatePem().getBytes(StandardCharsets.US_ASCII)));

        read.verify(read.getPublicKey());
        read.checkValidity(Date.from(NOW));
        assertThat(read).isEqualTo(issued.certificate());
        assertThat(read.getSubjectX500Principal().getName()).isEqualTo("CN=Flexy205Self");
        assertThat(read.getIssuerX500Principal()).isEqualTo(read.getSubjectX500Principal());
        assertThat(read.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(((RSAPublicKey) read.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
        assertThat(read.getNotBefore().toInstant()).isEqualTo(Instant.parse("2026-11-21T19:00:00Z"));
        assertThat(read.getNotAfter().toInstant())
                .isEqualTo(Instant.parse("2026-11-22T19:00:00Z").plus(TEN_YEARS));
    }

    @Test
    void extensionsAreThoseOfAClientCertificate() throws Exception {
        X509Certificate certificate = issuer.issue(DEVICE, TEN_YEARS).certificate();

        boolean[] usage = certificate.getKeyUsage();
        assertThat(usage[0]).as("digital signature").isTrue();
        assertThat(usage[2]).as("key encipherment").isTrue();
        assertThat(usage[5]).as("certificate signing").isFalse();
        assertThat(certificate.getBasicConstraints()).as("not a CA").isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
        assertThat(certificate.getExtensionValue("2.5.29.14"))
                .as("subject key identifier")
                .isNotEmpty();
    }

    @Test
    void serialNumbersArePositiveAndDiffer() {
        BigInteger first = issuer.issue(DEVICE, TEN_YEARS).certificate().getSerialNumber();
        BigInteger second = issuer.issue(DEVICE, TEN_YEARS).certificate().getSerialNumber();

        assertThat(first).isPositive().isNotEqualTo(second);
        // 2^-40 is the chance that a random 128-bit number fails this.
        assertThat(first.bitLength()).isBetween(88, 128);
    }

    @Test
    void pemHasUnixLineEndsAndAPkcs1Key() {
        DeviceCertificate issued = issuer.issue(DEVICE, TEN_YEARS);

        assertThat(issued.certificatePem())
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .doesNotContain("\r");
        assertThat(issued.keyPem().reveal())
                .startsWith(PemLines.begin("RSA PRIVATE KEY"))
                .endsWith("-----\n")
                .doesNotContain("\r");
    }

    @Test
    void opensslAgreesOnFingerprintAndKey(@TempDir Path folder) throws Exception {
        DeviceCertificate issued = issuer.issue(DEVICE, TEN_YEARS);
        Path certificate = Files.writeString(folder.resolve("device.crt"), issued.certificatePem());
        Path key =
                Files.writeString(folder.resolve("device.key"), issued.keyPem().reveal());

        String fingerprint = openssl("x509", "-noout", "-fingerprint", "-sha256", "-in", certificate.toString());
        assertThat(fingerprint.strip().replace(":", ""))
                .endsWith("=" + issued.fingerprint().hex());
        assertThat(openssl("rsa", "-check", "-noout", "-in", key.toString()).toLowerCase(Locale.ROOT))
                .contains("rsa key ok");
        assertThat(openssl("rsa", "-noout", "-modulus", "-in", key.toString()))
                .isEqualTo(openssl("x509", "-noout", "-modulus", "-in", certificate.toString()));
    }

    @Test
    void refusesAValidityOutOfRange() {
        for (Duration validity :
                List.of(Duration.ZERO, Duration.ofSeconds(-1), CertificateIssuer.LONGEST_VALIDITY.plusSeconds(1))) {
            assertThatThrownBy(() -> issuer.issue(DEVICE, validity))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("validity");
        }
    }

    /** A reader that shares no code with the one under test. */
    private static String openssl(String... arguments) throws IOException, InterruptedException {
        Tools.Ended ended = Tools.openssl(arguments);
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }
}
