package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.Custody;
import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Share;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where private keys are, and what becomes of a device when one is not there. */
class CustodyTest {
    private static final DeviceId DEVICE = new DeviceId("pump-1");
    private static final Secret PHRASE = Secret.of("planted-pass-phrase-4711");
    private static final CertificateSettings FILES = CertificateSettings.BUILT_IN.valid(Duration.ofDays(100));
    private static final CertificateSettings KEYSTORE = FILES.with(Custody.KEYSTORE);
    private static final CertificateSettings DEVICE_ONLY = FILES.with(Custody.DEVICE_ONLY);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-22T19:00:00Z");

    private CertificateStore store(Optional<Secret> phrase) {
        return new CertificateStore(folder, new CertificateIssuer(new SecureRandom(), () -> now), () -> now)
                .with(device -> phrase, Optional.empty())
                .withRounds(1_000);
    }

    private CertificateStore store() {
        return store(Optional.of(PHRASE));
    }

    @Test
    void inAKeystoreTheKeyIsNowhereElseAndTheDigestIsKnownWithoutOpeningIt() throws IOException {
        DeviceCertificate issued = store().issueIfNeeded(DEVICE, KEYSTORE);

        assertThat(endings()).containsExactlyInAnyOrder("crt", "p12", "sha256");
        assertThat(everything()).doesNotContain("PRIVATE KEY").doesNotContain(PHRASE.reveal());
        DeviceCertificate found = store(Optional.empty()).find(DEVICE).orElseThrow();
        assertThat(found).isEqualTo(issued);
        assertThat(found.key().sha256()).isEqualTo(issued.key().sha256());
        assertThatThrownBy(found::keyPem)
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("no pass phrase is given");
        assertThat(store().find(DEVICE).orElseThrow().keyPem()).isEqualTo(issued.keyPem());
        assertThat(store().placeOf(found)).isEqualTo(KeyPlace.KEYSTORE);
    }

    @Test
    void aKeyInAFileMovesIntoTheKeystoreAndStaysTheSame() throws IOException {
        DeviceCertificate inFile = store().issueIfNeeded(DEVICE, FILES);
        Path key = only(".key");
        String pem = Files.readString(key);

        DeviceCertificate moved = store().issueIfNeeded(DEVICE, KEYSTORE);

        assertThat(moved).as("no new certificate for that").isEqualTo(inFile);
        assertThat(key).doesNotExist();
        assertThat(everything()).doesNotContain("PRIVATE KEY");
        assertThat(store().find(DEVICE).orElseThrow().keyPem().reveal()).isEqualTo(pem);
        assertThat(store().issueIfNeeded(DEVICE, FILES))
                .as("and back: it stays where it is until it is renewed")
                .isEqualTo(inFile);
    }

    @Test
    void afterAnyCutInTheMoveTheKeyIsStillThere() throws IOException {
        DeviceCertificate inFile = store().issueIfNeeded(DEVICE, FILES);
        Path key = only(".key");
        String pem = Files.readString(key);
        store().issueIfNeeded(DEVICE, KEYSTORE);
        Path keystore = only(".p12");
        Path digest = only(".sha256");
        byte[] content = Files.readAllBytes(keystore);

        // The file was not yet deleted; the digest not yet written; both.
        for (boolean digestWritten : new boolean[] {true, false}) {
            Files.writeString(key, pem);
            if (!digestWritten) {
                Files.delete(digest);
            }
            assertThat(store().issueIfNeeded(DEVICE, KEYSTORE)).isEqualTo(inFile);
            assertThat(store().find(DEVICE).orElseThrow().keyPem().reveal()).isEqualTo(pem);
            assertThat(key).doesNotExist();
            assertThat(keystore).as("never rewritten").hasBinaryContent(content);
        }
        // A keystore of another pass phrase must not swallow the only copy.
        Files.writeString(key, pem);
        assertThatThrownBy(() ->
                        store(Optional.of(Secret.of("another pass phrase"))).issueIfNeeded(DEVICE, KEYSTORE))
                .isInstanceOf(CertificateStoreException.class);
        assertThat(key).hasContent(pem);
    }

    @Test
    void aWrongPassPhraseIsNoticedBeforeAnythingIsDone() throws IOException {
        store().issueIfNeeded(DEVICE, KEYSTORE);
        Map<Path, String> before = content();
        Map<DeviceId, CertificateSettings> both = new TreeMap<>(java.util.Comparator.comparing(DeviceId::value));
        both.put(DEVICE, KEYSTORE);
        both.put(new DeviceId("pump-2"), KEYSTORE);

        assertThatThrownBy(() ->
                        store(Optional.of(Secret.of("not the pass phrase"))).issueAll(both, Runnable::run))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining(".p12 cannot be opened")
                .hasMessageContaining("nothing was done")
                .hasMessageNotContaining("not the pass phrase");

        assertThat(content()).isEqualTo(before);
        assertThat(store().issueAll(both, Runnable::run)).hasSize(2);
    }

    @Test
    void aLostStoreIsNoLossButANewCertificate() throws IOException {
        DeviceCertificate issued = store().issueIfNeeded(DEVICE, KEYSTORE);
        for (Path file : content().keySet()) {
            Files.delete(file);
        }

        DeviceCertificate fresh = store().issueIfNeeded(DEVICE, KEYSTORE);

        assertThat(fresh.fingerprint()).isNotEqualTo(issued.fingerprint());
        assertThat(fresh.keyPem().reveal()).startsWith(PemLines.begin("RSA PRIVATE KEY"));
    }

    @Test
    void keptOnTheDeviceOnlyTheKeyIsGoneOnceItWasDelivered() throws IOException {
        DeviceCertificate issued = store(Optional.empty()).issueIfNeeded(DEVICE, DEVICE_ONLY);
        String pem = issued.keyPem().reveal();
        assertThat(everything()).as("until it is delivered").contains(pem);

        store().forgetKey(DEVICE, issued.fingerprint());

        assertThat(everything()).doesNotContain("PRIVATE KEY").doesNotContain(pem.substring(60, 120));
        assertThat(endings()).containsExactlyInAnyOrder("crt", "sha256");
        DeviceCertificate kept = store().issueIfNeeded(DEVICE, DEVICE_ONLY);
        assertThat(kept)
                .as("it is still the certificate of the device, with its digest")
                .isEqualTo(issued);
        assertThat(store().placeOf(kept)).isEqualTo(KeyPlace.DEVICE);
        Map<Path, String> files = content();
        store().forgetKey(DEVICE, issued.fingerprint());
        assertThat(content()).as("once more").isEqualTo(files);
    }

    @Test
    void aDeviceThatLostItsOnlyKeyGetsANewOne() throws IOException {
        DeviceCertificate issued = store().issueIfNeeded(DEVICE, DEVICE_ONLY);
        store().forgetKey(DEVICE, issued.fingerprint());
        DeviceCertificate kept = store().issueIfNeeded(DEVICE, DEVICE_ONLY);

        assertThatThrownBy(kept::keyPem)
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("no copy of the private key was kept");
        assertThat(store().issueIfNeeded(DEVICE, DEVICE_ONLY))
                .as("whoever asks for the key alone changes nothing")
                .isEqualTo(issued);
        store().keyLost(DEVICE, issued.fingerprint());

        DeviceCertificate fresh = store().issueIfNeeded(DEVICE, DEVICE_ONLY);
        assertThat(fresh.fingerprint()).isNotEqualTo(issued.fingerprint());
        assertThat(fresh.keyPem().reveal()).contains("PRIVATE KEY");
    }

    @Test
    void aKeyOfWhichThereIsACopyIsNotLost() {
        DeviceCertificate inFile = store().issueIfNeeded(DEVICE, FILES);

        store().keyLost(DEVICE, inFile.fingerprint());

        assertThat(store().issueIfNeeded(DEVICE, FILES)).isEqualTo(inFile);
    }

    @Test
    void ofAKeystoreTooTheKeyIsForgotten() throws IOException {
        DeviceCertificate issued = store().issueIfNeeded(DEVICE, KEYSTORE);

        store().forgetKey(DEVICE, issued.fingerprint());

        assertThat(endings()).containsExactlyInAnyOrder("crt", "sha256");
    }

    @Test
    void aRetiredCertificateIsNeverUsedAgainAndNothingOfItIsDeleted() throws IOException {
        DeviceCertificate first = store().issueIfNeeded(DEVICE, FILES);
        now = now.plus(Duration.ofDays(90));
        DeviceCertificate second = store().issueIfNeeded(DEVICE, FILES);
        Map<Path, String> before = content();

        assertThat(store().retire(DEVICE)).isEqualTo(2);

        assertThat(store().find(DEVICE)).isEmpty();
        assertThat(content()).containsAllEntriesOf(before);
        DeviceCertificate third = store().issueIfNeeded(DEVICE, FILES);
        assertThat(List.of(first, second, third))
                .extracting(DeviceCertificate::fingerprint)
                .doesNotHaveDuplicates();
        assertThat(store().retire(DEVICE)).isEqualTo(1);
    }

    @Test
    void anotherKindOfKeyIsDueAndTheSameAgainIsNot() {
        DeviceCertificate rsa = store().issueIfNeeded(DEVICE, FILES);
        DeviceCertificate ec = store().issueIfNeeded(DEVICE, FILES.with(KeyKind.EC_P256));

        assertThat(ec.fingerprint()).isNotEqualTo(rsa.fingerprint());
        for (int i = 0; i < 3; i++) {
            assertThat(store().issueIfNeeded(DEVICE, FILES.with(KeyKind.EC_P256)))
                    .isEqualTo(ec);
        }
    }

    @Test
    void theShareOfLifeSaysWhenItIsDue() {
        CertificateSettings early = new CertificateSettings(
                KeyKind.EC_P256,
                Duration.ofDays(100),
                new Share(3333),
                CertificateSettings.Issuer.SELF,
                Custody.FILES,
                Optional.empty());
        DeviceCertificate issued = store().issueIfNeeded(DEVICE, early);
        Instant due = CertificateStore.dueAt(issued, early);

        assertThat(due)
                .isEqualTo(now.plus(Duration.ofDays(100).multipliedBy(3333).dividedBy(10_000)));
        now = due;
        assertThat(store().issueIfNeeded(DEVICE, early)).isEqualTo(issued);
        now = due.plusSeconds(1);
        assertThat(store().issueIfNeeded(DEVICE, early)).isNotEqualTo(issued);
    }

    @Test
    void nobodySeesAKeyInAnyWords() {
        DeviceCertificate issued = store().issueIfNeeded(DEVICE, KEYSTORE);

        assertThat(issued.toString() + issued.key() + store().find(DEVICE))
                .doesNotContain("PRIVATE")
                .doesNotContain(PHRASE.reveal());
    }

    private Path only(String ending) throws IOException {
        return content().keySet().stream()
                .filter(file -> file.toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    private List<String> endings() throws IOException {
        return content().keySet().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals(".gitignore"))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .toList();
    }

    private String everything() throws IOException {
        return String.join("\n", content().values());
    }

    private Map<Path, String> content() throws IOException {
        Map<Path, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return content;
    }
}
