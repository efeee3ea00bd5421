package io.github.flexyfleet.simulator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which chains let a device in that is known by its authority. */
class HubAuthoritiesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private Party root;
    private Party issuing;
    private HubAuthorities hub;

    private record Party(X509Certificate certificate, KeyPair keys) {
        String pem() throws Exception {
            return HubAuthoritiesTest.pem(certificate);
        }
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @BeforeEach
    void makeAuthorities() throws Exception {
        root = party("root", null, true, NOW.plus(YEAR));
        issuing = party("devices", root, true, NOW.plus(YEAR));
        hub = open();
    }

    private HubAuthorities open() throws IOException {
        return HubAuthorities.open(folder.resolve("authorities"), () -> NOW, random);
    }

    private Party party(String name, Party above, boolean authority, Instant end) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256, random);
        KeyPair keys = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                above == null
                        ? subject
                        : X500Name.getInstance(
                                above.certificate().getSubjectX500Principal().getEncoded()),
                new BigInteger(64, random),
                Date.from(NOW.minus(YEAR)),
                Date.from(end),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        KeyPair signer = above == null ? keys : above.keys();
        return new Party(
                new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()))),
                keys);
    }

    private Party device(String name, Party by) throws Exception {
        return party(name, by, false, NOW.plus(Duration.ofDays(10)));
    }

    private void register(String name, Party authority) throws Exception {
        String code = hub.add(name, authority.pem());
        hub.verify(name, device(code, authority).pem());
    }

    private List<X509Certificate> chain(Party... parties) {
        return java.util.Arrays.stream(parties).map(Party::certificate).toList();
    }

    @Test
    void aChainToAVerifiedAuthorityLetsTheDeviceOfItsNameIn() throws Exception {
        register("root", root);
        Party pump = device("pump-1", issuing);

        assertThat(hub.refusal("pump-1", chain(pump, issuing), NOW)).isEmpty();
        assertThat(hub.refusal("pump-1", chain(pump), NOW))
                .as("the issuing authority is missing")
                .hasValueSatisfying(text -> assertThat(text).contains("does not end at"));
        assertThat(hub.refusal("pump-2", chain(pump, issuing), NOW))
                .hasValueSatisfying(text -> assertThat(text).contains("common name"));
        assertThat(hub.refusal("pump-1", List.of(), NOW))
                .hasValueSatisfying(text -> assertThat(text).contains("no certificate"));
        assertThat(hub.refusal("pump-1", chain(pump, issuing), NOW.plus(Duration.ofDays(11))))
                .hasValueSatisfying(text -> assertThat(text).contains("ended at"));
        assertThat(hub.refusal("pump-1", chain(device("pump-1", null)), NOW))
                .as("signed by itself")
                .isPresent();
        Party stranger = party("root", null, true, NOW.plus(YEAR));
        assertThat(hub.refusal("pump-1", chain(device("pump-1", stranger)), NOW))
                .as("an authority of the same name")
                .isPresent();
        assertThat(hub.refusal("pump-1", chain(device("pump-1", pump), pump, issuing), NOW))
                .as("a device is no authority")
                .isPresent();
    }

    @Test
    void ofAnIssuingAuthorityItselfTheCertificateAloneIsEnough() throws Exception {
        register("devices", issuing);

        assertThat(hub.refusal("pump-1", chain(device("pump-1", issuing)), NOW)).isEmpty();
    }

    @Test
    void anAuthorityCountsOnlyWhenItsKeyWasShown() throws Exception {
        String code = hub.add("root", root.pem());
        List<X509Certificate> chain = chain(device("pump-1", issuing), issuing);
        assertThat(hub.refusal("pump-1", chain, NOW))
                .hasValueSatisfying(text -> assertThat(text).contains("no verified"));

        assertThatThrownBy(() -> hub.verify("root", device("another code", root).pem()))
                .isInstanceOf(HubRefusal.class);
        assertThatThrownBy(() -> hub.verify("root", device(code, issuing).pem()))
                .as("signed below the root, not by it")
                .isInstanceOf(HubRefusal.class);
        assertThat(hub.refusal("pump-1", chain, NOW)).isPresent();

        hub.verify("root", device(code, root).pem());
        assertThat(hub.refusal("pump-1", chain, NOW)).isEmpty();
        hub = open();
        assertThat(hub.refusal("pump-1", chain, NOW)).as("kept on disk").isEmpty();
        hub.remove("root");
        assertThat(open().refusal("pump-1", chain, NOW)).isPresent();
    }

    @Test
    void only25AuthoritiesOfNamesOfTheirOwn() throws Exception {
        for (int i = 0; i < 25; i++) {
            hub.add("root-" + i, root.pem());
        }
        assertThatThrownBy(() -> hub.add("root-25", root.pem())).isInstanceOf(HubRefusal.class);
        hub.remove("root-3");
        assertThatThrownBy(() -> hub.add("root-4", root.pem())).isInstanceOf(HubRefusal.class);
        assertThatThrownBy(() -> hub.add("../x", root.pem())).isInstanceOf(HubRefusal.class);
        assertThatThrownBy(() -> hub.add("device", device("d", root).pem())).isInstanceOf(HubRefusal.class);
        assertThatThrownBy(() -> hub.add("text", "no PEM")).isInstanceOf(HubRefusal.class);
        hub.add("root-25", root.pem());
    }
}
