package io.github.flexyfleet.fleet.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of key, as the JDK and openssl see it. */
class KeyKindsTest {
    private static final String RSA = "RSA PRIVATE KEY";
    private static final Map<KeyKind, String> HEADS =
            Map.of(KeyKind.RSA_2048, RSA, KeyKind.RSA_3072, RSA, KeyKind.EC_P256, "EC PRIVATE KEY");

    @TempDir
    Path folder;

    private static DeviceCertificate issue(KeyKind kind) {
        return new CertificateIssuer(new SecureRandom(), Instant::now)
                .issue(
                        new DeviceId("pump-1"),
                        CertificateSettings.BUILT_IN.valid(Duration.ofDays(100)).with(kind),
                        Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void theKeySignsWhatTheCertificateVerifies(KeyKind kind) throws Exception {
        DeviceCertificate issued = issue(kind);
        byte[] message = {1, 2, 3};
        String algorithm =
                KeyKinds.signature(issued.certificate().getPublicKey().getAlgorithm());

        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(PemText.privateKey(issued.keyPem()));
        signer.update(message);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(issued.certificate());
        verifier.update(message);

        assertThat(verifier.verify(signer.sign())).isTrue();
        issued.certificate().verify(issued.certificate().getPublicKey());
        assertThat(KeyKinds.of(issued.certificate().getPublicKey())).contains(kind);
    }

    /** In the form of its own algorithm, as a Flexy's files have it, and not in PKCS#8. */
    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void opensslReadsKeyAndCertificateAndAgrees(KeyKind kind) throws Exception {
        DeviceCertificate issued = issue(kind);
        Path certificate = write("device.crt", issued.certificatePem());
        Path key = write("device.key", issued.keyPem().reveal());

        assertThat(issued.keyPem().reveal()).startsWith(PemLines.begin(HEADS.get(kind)));
        String fingerprint = Tools.openssl("x509", "-in", certificate.toString(), "-noout", "-fingerprint", "-sha256")
                .output();
        assertThat(fingerprint.strip().replaceAll(".*=|:", ""))
                .isEqualTo(issued.fingerprint().hex());
        assertThat(Tools.openssl("pkey", "-in", key.toString(), "-check", "-noout")
                        .output())
                .contains("Key is valid");
        assertThat(Tools.openssl("pkey", "-in", key.toString(), "-pubout").output())
                .isEqualTo(Tools.openssl("x509", "-in", certificate.toString(), "-noout", "-pubkey")
                        .output());
        assertThat(Tools.openssl(
                                "verify",
                                "-purpose",
                                "sslclient",
                                "-CAfile",
                                certificate.toString(),
                                certificate.toString())
                        .output())
                .endsWith(": OK\n");
        assertThat(Tools.openssl("x509", "-in", certificate.toString(), "-noout", "-text")
                        .output())
                .contains("TLS Web Client Authentication")
                .contains("X509v3 Subject Key Identifier")
                .contains("CA:FALSE");
    }

    @Test
    void aKeyOfAnotherCertificateOrKindDoesNotBelong() {
        DeviceCertificate rsa = issue(KeyKind.RSA_2048);
        DeviceCertificate ec = issue(KeyKind.EC_P256);
        DeviceCertificate otherEc = issue(KeyKind.EC_P256);

        assertThat(PemText.belongsTo(ec.keyPem(), ec.certificate().getPublicKey()))
                .isTrue();
        assertThat(PemText.belongsTo(otherEc.keyPem(), ec.certificate().getPublicKey()))
                .isFalse();
        assertThat(PemText.belongsTo(rsa.keyPem(), ec.certificate().getPublicKey()))
                .isFalse();
        assertThat(PemText.belongsTo(ec.keyPem(), rsa.certificate().getPublicKey()))
                .isFalse();
        assertThat(PemText.belongsTo(Secret.of("no key"), rsa.certificate().getPublicKey()))
                .isFalse();
    }

    @Test
    void whatIsNoKeyIsNotShown() {
        String content = Base64.getEncoder().withoutPadding().encodeToString("VerySecret".getBytes(UTF_8));
        Secret pem = Secret.of(PemLines.begin(RSA) + content + "==\n" + PemLines.end(RSA));

        assertThatThrownBy(() -> PemText.privateKey(pem))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining(content)
                .hasMessageNotContaining("VerySecret");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
