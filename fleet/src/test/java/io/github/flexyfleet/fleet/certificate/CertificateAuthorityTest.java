package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.Issuer;
import io.github.flexyfleet.fleet.model.CertificateSettings.KeyKind;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    private static final Secret PHRASE = KeystoresTest.PHRASE;
    private static final DeviceId DEVICE = new DeviceId("pump-1");
    private static final CertificateSettings BY_CA =
            CertificateSettings.BUILT_IN.valid(Duration.ofDays(100)).with(Issuer.CA);

    @TempDir
    Path folder;

    /** The real present, since openssl knows no other. */
    private Instant now = Instant.now();

    private Path place;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void makeOne() {
        place = folder.resolve("ca");
        maker(place).create("waterworks", PHRASE);
    }

    private AuthorityMaker maker(Path where) {
        return new AuthorityMaker(where, new SecureRandom(), () -> now, 1_000);
    }

    private CertificateAuthority authority() {
        return authority(place);
    }

    private CertificateAuthority authority(Path where) {
        return CertificateAuthority.in(
                        where,
                        () -> {
                            asked.incrementAndGet();
                            return Optional.of(PHRASE);
                        },
                        "Give it")
                .orElseThrow();
    }

    private CertificateStore store(CertificateAuthority by) {
        return new CertificateStore(
                        folder.resolve("certificates"), new CertificateIssuer(new SecureRandom(), () -> now), () -> now)
                .with(PassPhrases.NONE, Optional.of(by));
    }

    @Test
    void theJdkFollowsTheChainFromADeviceToTheRoot() throws Exception {
        DeviceCertificate issued = store(authority()).issueIfNeeded(DEVICE, BY_CA);

        List<X509Certificate> sent = PemCertificates.parse(issued.certificatePem());
        X509Certificate root = PemCertificates.read(place.resolve("root.crt")).get(0);
        assertThat(sent).as("the hub has the root already").hasSize(2).doesNotContain(root);
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(sent);
        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        trust.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, trust);
        assertThat(issued.certificate().getExtensionValue("2.5.29.35"))
                .as("authority key identifier")
                .isNotEmpty();
        assertThat(issued.certificate().getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void opensslFollowsItToo() throws Exception {
        DeviceCertificate issued = store(authority()).issueIfNeeded(DEVICE, BY_CA);
        Path device = Files.writeString(folder.resolve("device.crt"), issued.certificatePem());

        Tools.Ended verified = Tools.verify(place, device);

        assertThat(verified.output()).contains("OK");
        assertThat(verified.code()).isZero();
    }

    @Test
    void aHubsCodeIsProvenByACertificateThatBearsIt() throws Exception {
        String code = "A1B2C3D4E5F6A7B8C9D0E1F2";
        String proof = maker(place).proof(authority().open(), code);

        X509Certificate certificate = PemCertificates.parse(proof).get(0);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + code);
        certificate.verify(authority().certificate().getPublicKey());
        Path file = Files.writeString(folder.resolve("proof.pem"), proof);
        assertThat(Tools.openssl(
                                "verify",
                                "-CAfile",
                                place.resolve("root.crt").toString(),
                                "-untrusted",
                                place.resolve("issuing.crt").toString(),
                                file.toString())
                        .output())
                .contains("OK");
        assertThatThrownBy(() -> maker(place).proof(authority().open(), "A1, CN=other"))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("as it is");
    }

    @Test
    void nobodyAsksForThePassPhraseWhileNothingIsToBeSigned() {
        DeviceCertificate first = store(authority()).issueIfNeeded(DEVICE, BY_CA);
        int before = asked.get();

        DeviceCertificate second = store(authority()).issueIfNeeded(DEVICE, BY_CA);

        assertThat(second).isEqualTo(first);
        assertThat(asked).hasValue(before);
    }

    @Test
    void whoeverSignedIsPartOfWhatIsWanted() {
        DeviceCertificate byItself = store(authority()).issueIfNeeded(DEVICE, BY_CA.with(Issuer.SELF));
        DeviceCertificate byCa = store(authority()).issueIfNeeded(DEVICE, BY_CA);
        Path other = folder.resolve("other");
        maker(other).create("waterworks", PHRASE);
        DeviceCertificate byOther = store(authority(other)).issueIfNeeded(DEVICE, BY_CA);

        assertThat(List.of(byItself, byCa, byOther))
                .extracting(DeviceCertificate::fingerprint)
                .doesNotHaveDuplicates();
        assertThat(store(authority(other)).issueIfNeeded(DEVICE, BY_CA)).isEqualTo(byOther);
        assertThat(store(authority()).issueIfNeeded(DEVICE, BY_CA))
                .as("the one before it is still good when its authority is back")
                .isEqualTo(byCa);
    }

    @Test
    void anAuthorityThatIsThereIsNeverReplaced() throws Exception {
        byte[] before = Files.readAllBytes(place.resolve("issuing.p12"));

        assertThatThrownBy(() -> maker(place).create("waterworks", PHRASE))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("there is a certificate authority already");

        assertThat(place.resolve("issuing.p12")).hasBinaryContent(before);
    }

    @Test
    void anAuthorityOfOthersIsTakenOverWithItsChain() throws Exception {
        Path taken = folder.resolve("taken");
        maker(taken).take(place.resolve("issuing.p12"), PHRASE);

        assertThat(authority(taken).chain()).isEqualTo(authority().chain());
        DeviceCertificate issued = store(authority(taken)).issueIfNeeded(DEVICE, BY_CA);
        assertThat(authority().signed(issued.certificate())).isTrue();
    }

    @Test
    void aRootAloneMaySignToo() throws Exception {
        Path taken = folder.resolve("taken");
        maker(taken).take(place.resolve("root.p12"), PHRASE);

        DeviceCertificate issued = store(authority(taken)).issueIfNeeded(DEVICE, BY_CA);

        assertThat(PemCertificates.parse(issued.certificatePem())).containsExactly(issued.certificate());
        issued.certificate().verify(authority(taken).certificate().getPublicKey());
    }

    @Test
    void aKeystoreWithoutAnAuthorityIsRefused() throws Exception {
        DeviceCertificate device = store(authority()).issueIfNeeded(DEVICE, BY_CA);
        Path file = folder.resolve("device.p12");
        Files.write(
                file,
                new Keystores(new SecureRandom(), 1_000)
                        .of(
                                "device",
                                new Keystores.Content(
                                        PemText.privateKey(device.keyPem()),
                                        PemCertificates.parse(device.certificatePem())),
                                PHRASE));

        assertThatThrownBy(() -> maker(folder.resolve("none")).take(file, PHRASE))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("CN=pump-1 is no certificate authority");
        assertThatThrownBy(() -> maker(folder.resolve("none")).take(file, Secret.of("wrong wrong wrong")))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageNotContaining("wrong wrong");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void nothingOutlivesWhoSignedIt() {
        now = now.plus(AuthorityMaker.ISSUING_VALIDITY).minus(Duration.ofDays(10));
        DeviceCertificate late = store(authority()).issueIfNeeded(DEVICE, BY_CA);

        assertThat(late.certificate().getNotAfter().toInstant())
                .isEqualTo(authority().certificate().getNotAfter().toInstant());

        now = now.plus(Duration.ofDays(11));
        assertThatThrownBy(() -> store(authority()).issueIfNeeded(new DeviceId("pump-2"), BY_CA))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("signs nothing any more");
    }

    @Test
    void withoutThePassPhraseItIsSaidWhereToGiveIt() {
        CertificateAuthority locked = CertificateAuthority.in(place, Optional::empty, "Set FLEXY_CA_PASSWORD")
                .orElseThrow();

        assertThatThrownBy(() -> store(locked).issueIfNeeded(DEVICE, BY_CA))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("nothing was done. Set FLEXY_CA_PASSWORD");
    }

    @Test
    void withoutAnAuthorityItIsSaidHowToMakeOne() {
        CertificateStore none = new CertificateStore(
                folder.resolve("certificates"), new CertificateIssuer(new SecureRandom(), () -> now), () -> now);

        assertThatThrownBy(() -> none.issueIfNeeded(DEVICE, BY_CA))
                .isInstanceOf(CertificateStoreException.class)
                .hasMessageContaining("mvn flexy:ca -Dflexy.create=true");
    }

    @Test
    void aShorterKeyThanTheAuthoritysIsNoMatter() throws Exception {
        DeviceCertificate ec = store(authority()).issueIfNeeded(DEVICE, BY_CA.with(KeyKind.EC_P256));

        assertThat(ec.certificate().getSigAlgName()).isEqualTo("SHA256withRSA");
        ec.certificate().verify(authority().certificate().getPublicKey());
        assertThat(ec.keyPem().reveal()).startsWith(PemLines.begin("EC PRIVATE KEY"));
    }
}
