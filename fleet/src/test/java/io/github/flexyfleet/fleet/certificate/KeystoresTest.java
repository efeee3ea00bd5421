package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.Tools.Ended;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keystores as keytool and openssl see them, and what is written in them. */
class KeystoresTest {
    static final Secret PHRASE = Secret.of("Vibrating plate & 7 cans of oil");
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("pump-1.p12");
    }

    private DeviceCertificate write(KeyKind kind, Secret phrase, int rounds) throws Exception {
        DeviceCertificate made = new CertificateIssuer(new SecureRandom(), () -> NOW)
                .issue(
                        new DeviceId("pump-1"),
                        CertificateSettings.BUILT_IN.valid(Duration.ofDays(100)).with(kind),
                        Optional.empty());
        Keystores.Content content =
                new Keystores.Content(PemText.privateKey(made.keyPem()), PemCertificates.parse(made.certificatePem()));
        Files.write(file, new Keystores(new SecureRandom(), rounds).of("pump-1", content, phrase));
        return made;
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void whatGoesInComesOutByTheRightPassPhraseOnly(KeyKind kind) throws Exception {
        DeviceCertificate made = write(kind, PHRASE, 1_000);

        Keystores.Content read = Keystores.read(file, PHRASE).orElseThrow();

        assertThat(read.chain()).containsExactly(made.certificate());
        assertThat(PemText.ofKey(read.key(), made.certificate().getPublicKey())).isEqualTo(made.keyPem());
        assertThat(Keystores.read(file, Secret.of(PHRASE.reveal() + "!"))).isEmpty();
        assertThat(Keystores.read(file, Secret.of(""))).isEmpty();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(Keystores.read(file, PHRASE)).as("one bit of it is wrong").isEmpty();
    }

    @Test
    void aPassPhraseThatIsShortOrWrittenDifferentlyElsewhereIsRefused() {
        for (String weak : List.of("", "elevencha..", "Rüttelplatte & 7 Kannen")) {
            assertThatThrownBy(() -> write(KeyKind.EC_P256, Secret.of(weak), 1_000))
                    .isInstanceOf(CertificateStoreException.class)
                    .hasMessageContaining("12 characters or more");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void keytoolOpensIt() throws Exception {
        DeviceCertificate made = write(KeyKind.RSA_2048, PHRASE, Keystores.ROUNDS);

        Ended right = Tools.keytool(
                "-J-Duser.language=en",
                "-list",
                "-v",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PHRASE.reveal());
        Ended wrong = Tools.keytool(
                "-J-Duser.language=en", "-list", "-keystore", file.toString(), "-storepass", "another one");

        String colons = made.fingerprint().hex().replaceAll("(..)(?=.)", "$1:");
        assertThat(right.output())
                .contains("Alias name: pump-1")
                .contains("Entry type: PrivateKeyEntry")
                .contains("SHA256: " + colons);
        assertThat(right.code()).isZero();
        assertThat(wrong.code()).isNotZero();
    }

    @Test
    void opensslOpensItAndNamesItsParameters() throws Exception {
        DeviceCertificate made = write(KeyKind.RSA_2048, PHRASE, Keystores.ROUNDS);

        Ended info = Tools.openssl("pkcs12", "-in", file.toString(), "-info", "-noout", "-passin", "env:PHRASE");
        Ended key = Tools.openssl("pkcs12", "-in", file.toString(), "-nocerts", "-nodes", "-passin", "env:PHRASE");

        assertThat(info.output())
                .contains("MAC: sha256, Iteration 600000")
                .contains("PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256");
        assertThat(info.code()).isZero();
        assertThat(key.output()).contains("friendlyName: pump-1").contains("PRIVATE KEY");
        assertThat(made.keyPem().reveal()).startsWith(PemLines.begin("RSA PRIVATE KEY"));
    }

    /** The same without openssl, from the file's own words. */
    @Test
    void neitherKeyNorMacIsCheapToGuess() throws Exception {
        write(KeyKind.RSA_2048, PHRASE, Keystores.ROUNDS);

        Pfx pfx = Pfx.getInstance(Files.readAllBytes(file));
        assertThat(pfx.getMacData().getIterationCount().intValueExact()).isEqualTo(600_000);
        assertThat(pfx.getMacData().getMac().getAlgorithmId().getAlgorithm())
                .isEqualTo(NISTObjectIdentifiers.id_sha256);
        SafeBag bag =
                new PKCS12SafeBagFactory(new PKCS12PfxPdu(pfx).getContentInfos()[0]).getSafeBags()[0].toASN1Structure();
        PBES2Parameters scheme = PBES2Parameters.getInstance(EncryptedPrivateKeyInfo.getInstance(bag.getBagValue())
                .getEncryptionAlgorithm()
                .getParameters());
        PBKDF2Params derivation =
                PBKDF2Params.getInstance(scheme.getKeyDerivationFunc().getParameters());
        assertThat(scheme.getEncryptionScheme().getAlgorithm()).isEqualTo(NISTObjectIdentifiers.id_aes256_CBC);
        assertThat(derivation.getPrf().getAlgorithm()).isEqualTo(PKCSObjectIdentifiers.id_hmacWithSHA256);
        assertThat(derivation.getIterationCount().intValueExact()).isEqualTo(600_000);
        assertThat(derivation.getSalt()).hasSizeGreaterThanOrEqualTo(16);
    }

    @Test
    void noPartOfTheKeyOrThePassPhraseStandsInTheFile() throws Exception {
        DeviceCertificate made = write(KeyKind.RSA_2048, PHRASE, 1_000);

        String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("PRIVATE KEY").doesNotContain("cans of oil");
        byte[] encoded = PemText.privateKey(made.keyPem()).getEncoded();
        String part = new String(encoded, encoded.length - 64, 64, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain(part);
    }
}
