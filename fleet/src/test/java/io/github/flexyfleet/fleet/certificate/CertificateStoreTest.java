package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateStoreTest {
    private static final DeviceId DEVICE = new DeviceId("Flexy205Self");
    private static final Duration HUNDRED_DAYS = Duration.ofDays(100);

    @TempDir
    Path temporary;

    private Path folder;
    private Instant now = Instant.parse("2026-11-22T19:00:00Z");
    private CertificateStore store;

    @BeforeEach
    void open() {
        folder = temporary.resolve("certificates");
        store = new CertificateStore(folder, new CertificateIssuer(new SecureRandom(), () -> now), () -> now);
    }

    @Test
    void findsNothingAndWritesNothingInAnEmptyPlace() {
        assertThat(store.find(DEVICE)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void keepsWhatItIssued() {
        DeviceCertificate issued = store.issueIfNeeded(DEVICE, HUNDRED_DAYS);

        DeviceCertificate found = reopened().find(DEVICE).orElseThrow();

        assertThat(found).isEqualTo(issued);
        assertThat(found.keyPem()).isEqualTo(issued.keyPem());
    }

    @Test
    void usesACertificateAgainUntilAFifthOfItsLifeIsLeft() {
        DeviceCertificate issued = store.issueIfNeeded(DEVICE, HUNDRED_DAYS);
        Map<Path, String> files = content();

        now = now.plus(Duration.ofDays(80));
        assertThat(store.issueIfNeeded(DEVICE, Duration.ofDays(5))).isEqualTo(issued);
        assertThat(content()).isEqualTo(files);

        now = now.plusSeconds(1);
        DeviceCertificate renewed = store.issueIfNeeded(DEVICE, HUNDRED_DAYS);
        assertThat(renewed.fingerprint()).isNotEqualTo(issued.fingerprint());
        assertThat(reopened().find(DEVICE)).contains(renewed);
        assertThat(content()).as("the old pair is untouched").containsAllEntriesOf(files);
    }

    /** After a revocation: what was made in its second counts as made before it. */
    @Test
    void whatIsMadeAfterAMomentSaysSoThoughTheClockIsNotThereYet() {
        Instant moment = now.plusSeconds(1);
        store.issueIfNeeded(DEVICE, HUNDRED_DAYS);
        store.retire(DEVICE);

        DeviceCertificate made = store.issuingFrom(moment).issueIfNeeded(DEVICE, HUNDRED_DAYS);

        assertThat(CertificateIssuer.made(made.certificate())).isEqualTo(moment);
        assertThat(store.issueIfNeeded(DEVICE, HUNDRED_DAYS))
                .as("in use at once")
                .isEqualTo(made);
    }

    @Test
    void aShortLivedCertificateIsNotRenewedAtOnce() {
        DeviceCertificate issued = store.issueIfNeeded(DEVICE, Duration.ofHours(1));

        assertThat(store.issueIfNeeded(DEVICE, Duration.ofHours(1))).isEqualTo(issued);
    }

    @Test
    void replacesWhatIsNotAWholePairAndDestroysNothing() throws IOException {
        DeviceCertificate issued = store.issueIfNeeded(DEVICE, HUNDRED_DAYS);
        DeviceCertificate other = new CertificateIssuer(new SecureRandom(), () -> now).issue(DEVICE, HUNDRED_DAYS);
        String goodKey = issued.keyPem().reveal();
        Path key = fileEndingIn(".key");
        for (String broken : List.of(
                "",
                "no key",
                goodKey.substring(0, goodKey.length() / 2),
                other.keyPem().reveal())) {
            Files.writeString(key, broken);

            assertThat(store.find(DEVICE)).isEmpty();
        }
        DeviceCertificate renewed = store.issueIfNeeded(DEVICE, HUNDRED_DAYS);
        assertThat(renewed.fingerprint()).isNotEqualTo(issued.fingerprint());
        assertThat(key)
                .as("may still be mended by hand")
                .hasContent(other.keyPem().reveal());

        Files.writeString(key, goodKey);
        now = now.plusSeconds(1);
        assertThat(store.issueIfNeeded(DEVICE, HUNDRED_DAYS))
                .as("both are whole now, either will do")
                .isIn(issued, renewed);
    }

    /** A key whose modulus fits, but which could not sign, is as bad as none. */
    @Test
    void aKeyWithOneWrongNumberIsNoWholePair() throws IOException {
        String goodKey = store.issueIfNeeded(DEVICE, HUNDRED_DAYS).keyPem().reveal();
        RSAPrivateKey good = rsaKey(goodKey);
        BigInteger two = BigInteger.TWO;
        List<RSAPrivateKey> wrong = List.of(
                key(
                        good,
                        good.getPrivateExponent().add(two),
                        good.getPrime1(),
                        good.getExponent1(),
                        good.getCoefficient()),
                key(
                        good,
                        good.getPrivateExponent(),
                        good.getPrime1().add(two),
                        good.getExponent1(),
                        good.getCoefficient()),
                key(good, good.getPrivateExponent(), BigInteger.ONE, good.getExponent1(), good.getCoefficient()),
                key(
                        good,
                        good.getPrivateExponent(),
                        good.getPrime1(),
                        good.getExponent1().add(two),
                        good.getCoefficient()),
                key(
                        good,
                        good.getPrivateExponent(),
                        good.getPrime1(),
                        good.getExponent1(),
                        good.getCoefficient().add(two)));
        Path file = fileEndingIn(".key");
        for (RSAPrivateKey key : wrong) {
            Files.writeString(file, pem(key));

            assertThat(store.find(DEVICE)).isEmpty();
        }
        Files.writeString(file, pem(good));
        assertThat(store.find(DEVICE)).isPresent();
        assertThat(file).hasContent(goodKey);
    }

    private static RSAPrivateKey key(
            RSAPrivateKey key, BigInteger d, BigInteger p, BigInteger dp, BigInteger qInverse) {
        return new RSAPrivateKey(
                key.getModulus(), key.getPublicExponent(), d, p, key.getPrime2(), dp, key.getExponent2(), qInverse);
    }

    private static RSAPrivateKey rsaKey(String pem) throws IOException {
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            return RSAPrivateKey.getInstance(reader.readPemObject().getContent());
        }
    }

    private static String pem(RSAPrivateKey key) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject("RSA PRIVATE KEY", key.getEncoded()));
        }
        return text.toString().replace("\r\n", "\n");
    }

    @Test
    void aBrokenOrForeignCertificateIsPassedOver() throws IOException {
        DeviceCertificate issued = store.issueIfNeeded(DEVICE, HUNDRED_DAYS);
        Path certificate = fileEndingIn(".crt");
        for (String broken :
                List.of("", "no certificate", issued.certificatePem().substring(0, 300))) {
            Files.writeString(certificate, broken);

            assertThat(store.find(DEVICE)).isEmpty();
        }

        DeviceId other = new DeviceId("other");
        Files.writeString(certificate, issued.certificatePem());
        Files.move(folder.resolve(DEVICE.value()), folder.resolve(other.value()));
        assertThat(store.find(other)).as("its common name is another device's").isEmpty();
    }

    @Test
    void aCertificateFromTheFutureDoesNotHideAValidOne() {
        Instant today = now;
        DeviceCertificate issued = store.issueIfNeeded(DEVICE, HUNDRED_DAYS);
        now = today.plus(Duration.ofDays(90));
        store.issueIfNeeded(DEVICE, HUNDRED_DAYS);

        now = today;
        assertThat(store.issueIfNeeded(DEVICE, HUNDRED_DAYS)).isEqualTo(issued);
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions");
        store.issueIfNeeded(DEVICE, HUNDRED_DAYS);

        assertThat(modes().values()).isSubsetOf("rw-------", "rwx------");

        Files.setPosixFilePermissions(fileEndingIn(".key"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        store.issueIfNeeded(DEVICE, HUNDRED_DAYS);
        assertThat(modes().values()).isSubsetOf("rw-------", "rwx------");
    }

    @Test
    void gitSeesNothingOfTheFolder() {
        store.issueIfNeeded(DEVICE, HUNDRED_DAYS);

        assertThat(folder.resolve(".gitignore")).hasContent("*");
    }

    @Test
    void leavesNoTemporaryFile() {
        store.issueIfNeeded(DEVICE, HUNDRED_DAYS);

        assertThat(content().keySet())
                .hasSize(3)
                .noneMatch(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void issuesForManyDevicesAtOnceAndOnceForEach() {
        List<DeviceId> devices = IntStream.range(0, 6)
                .mapToObj(number -> new DeviceId("device-" + number % 3))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Map<DeviceId, DeviceCertificate> issued = store.issueAll(devices, HUNDRED_DAYS, threads);

            assertThat(issued.keySet()).extracting(DeviceId::value).containsExactly("device-0", "device-1", "device-2");
            assertThat(issued.values())
                    .extracting(DeviceCertificate::fingerprint)
                    .doesNotHaveDuplicates();
            assertThat(store.issueAll(devices, HUNDRED_DAYS, threads)).isEqualTo(issued);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void threadsThatWantTheSameDeviceGetTheSameCertificate() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<DeviceCertificate> issued = IntStream.range(0, 4)
                    .mapToObj(number -> threads.submit(() -> store.issueIfNeeded(DEVICE, HUNDRED_DAYS)))
                    .toList()
                    .stream()
                    .map(CertificateStoreTest::result)
                    .distinct()
                    .toList();

            assertThat(issued).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void saysWhichFolderCannotBeWritten() throws IOException {
        Files.writeString(folder, "a file where the folder should be");

        assertThatThrownBy(() -> store.issueAll(List.of(DEVICE), HUNDRED_DAYS, Runnable::run))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("certificates");
    }

    private CertificateStore reopened() {
        return new CertificateStore(folder, new CertificateIssuer(new SecureRandom(), () -> now), () -> now);
    }

    private static DeviceCertificate result(java.util.concurrent.Future<DeviceCertificate> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private Path fileEndingIn(String suffix) {
        return content().keySet().stream()
                .filter(file -> file.toString().endsWith(suffix))
                .findFirst()
                .orElseThrow();
    }

    private Map<Path, String> content() {
        Map<Path, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(file, Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content;
    }

    private Map<Path, String> modes() throws IOException {
        Map<Path, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                modes.put(file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return modes;
    }
}
