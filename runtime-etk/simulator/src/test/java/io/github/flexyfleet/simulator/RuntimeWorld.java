package io.github.flexyfleet.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.flexy.FlexySpec.TagType;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.flexy.RuntimeJar;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import io.github.flexyfleet.simulator.time.VirtualTime;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A world in virtual time whose gateways run the real runtime, and what the orchestrator would do to them. */
final class RuntimeWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    static final String HOST = "hub.azure-devices.net";

    static final WorldSpec.Dps DPS = new WorldSpec.Dps(
            "global.azure-devices-provisioning.net", "my-dps.azure-devices-provisioning.net", "0ne00ABCDEF");

    private static final RuntimeJar JAR = RuntimeJar.of("1.0", RuntimeJar.Main.RUNS);
    private static final Knobs KNOBS = new Knobs(
            Duration.ofMillis(300),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            FlashFaults.NONE);

    final VirtualTime time = new VirtualTime(START);
    final RehearsalWorld world;
    private final boolean dps;
    private final JsonMapper json = new JsonMapper();

    RuntimeWorld(Path directory, String... gateways) throws IOException {
        this(directory, false, gateways);
    }

    /** With a Device Provisioning Service, or without. */
    RuntimeWorld(Path directory, boolean dps, String... gateways) throws IOException {
        this.dps = dps;
        List<FlexySpec> flexys = new ArrayList<>();
        for (String name : gateways) {
            flexys.add(new FlexySpec(
                            name,
                            "2005-000" + (flexys.size() + 1) + "-25",
                            "14.9s0",
                            ZoneId.of("Europe/Berlin"),
                            List.of(),
                            List.of(new Tag(1, "Level", TagType.FLOAT, "A"), new Tag(2, "State", TagType.STRING, "A")),
                            42)
                    .with(FlexySpec.Past.NONE
                            .withFile(JAR.name(), JAR.content())
                            .withFile("jvmrun", JAR.autorun().getBytes(US_ASCII))));
        }
        WorldSpec spec = new WorldSpec(
                        "account",
                        HOST,
                        "S1",
                        flexys,
                        "https://downloads.flexyfleet.example/flexyfleet.jar",
                        JAR.content())
                .with(KNOBS);
        world = RehearsalWorld.open(dps ? spec.with(DPS) : spec, directory, time);
    }

    /** What makes a bundle. */
    record Identity(String device, KeyPair pair, X509Certificate certificate, X509Certificate root) {}

    /** An identity with a certificate of these dates. */
    Identity identity(String device, Instant notBefore, Instant notAfter) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + device);
        try {
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    subject,
                                    BigInteger.TEN,
                                    Date.from(notBefore),
                                    Date.from(notAfter),
                                    subject,
                                    pair.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
            return new Identity(device, pair, certificate, world.rootCertificate());
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    Identity identity(String device) throws GeneralSecurityException {
        return identity(device, START.minus(Duration.ofDays(1)), START.plus(Duration.ofDays(3650)));
    }

    /** Makes it known at the hub. */
    void register(Identity identity) throws GeneralSecurityException, HubRefusal {
        String print = fingerprint(identity);
        world.registry().create(DeviceSettings.selfSigned(identity.device(), print, print));
    }

    /** Gives a gateway a bundle and confirms it. */
    void deliver(String gateway, Identity identity) throws Exception {
        deliver(gateway, identity, "");
    }

    /** The same with more settings of {@code device.json}, each with a comma behind it. */
    void deliver(String gateway, Identity identity, String more) throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("device.crt", pem("CERTIFICATE", identity.certificate().getEncoded()));
        files.put("device.key", pem("PRIVATE KEY", identity.pair().getPrivate().getEncoded()));
        files.put("roots.pem", pem("CERTIFICATE", identity.root().getEncoded()));
        files.put("device.json", deviceJson(identity, more).getBytes(UTF_8));
        deliver(gateway, files);
    }

    /** Gives a gateway a bundle with a key instead of a certificate, and confirms it. */
    void deliverKeyed(String gateway, String device, String key) throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("device.sas", key.getBytes(US_ASCII));
        files.put("roots.pem", pem("CERTIFICATE", world.rootCertificate().getEncoded()));
        files.put("device.json", """
            {"version":1,"fleet":"f","site":"s","device":"%s","hub":{"host":"%s","port":8883,"auth":"sas","twin":true,\
            "keepAliveSeconds":60},"heartbeatSeconds":900,\
            "groups":[{"name":"all","flexyGroups":"A","onChangeSeconds":2,"fullSeconds":60,"format":"typed"}]}
            """.formatted(device, HOST).getBytes(UTF_8));
        deliver(gateway, files);
    }

    private void deliver(String gateway, Map<String, byte[]> files) throws Exception {
        StringBuilder manifest = new StringBuilder("flexyfleet-bundle 1\n");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            manifest.append(sha256(file.getValue()))
                    .append(' ')
                    .append(file.getValue().length)
                    .append(' ')
                    .append(file.getKey())
                    .append('\n');
        }
        byte[] list = manifest.toString().getBytes(US_ASCII);
        String digest = sha256(list);
        put(gateway, digest, "manifest", list);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            put(gateway, digest, file.getKey(), file.getValue());
        }
        form(gateway, "fleetApply", Map.of("digest", digest, "revertAfterSeconds", "600", "request", "a"));
        form(gateway, "fleetConfirm", Map.of("digest", digest, "request", "c"));
        assertThat(status(gateway).get("confirmed").asString()).isEqualTo(digest);
    }

    private String deviceJson(Identity identity, String more) throws GeneralSecurityException {
        return """
            {"version":1,"fleet":"f","site":"s","device":"%s","hub":{"host":"%s","port":8883,"twin":true,\
            "keepAliveSeconds":60%s},"certificate":{"fingerprint":"%s","notAfter":"%s"},"heartbeatSeconds":900,%s\
            "groups":[{"name":"all","flexyGroups":"A","onChangeSeconds":2,"fullSeconds":60,"format":"typed"}]}
            """.formatted(
                        identity.device(),
                        HOST,
                        dps
                                ? ",\"provisioning\":{\"idScope\":\"" + DPS.idScope() + "\",\"host\":\""
                                        + DPS.deviceHost() + "\",\"port\":8883}"
                                : "",
                        fingerprint(identity),
                        identity.certificate().getNotAfter().toInstant(),
                        more);
    }

    private void put(String gateway, String digest, String name, byte[] content) throws Exception {
        JsonNode answer = form(
                gateway,
                "fleetPut",
                Map.of(
                        "digest",
                        digest,
                        "name",
                        name,
                        "size",
                        String.valueOf(content.length),
                        "sha256",
                        sha256(content),
                        "offset",
                        "0",
                        "data",
                        Base64.getEncoder().encodeToString(content)));
        assertThat(answer.path("complete").asBoolean()).as(answer.toString()).isTrue();
    }

    JsonNode status(String gateway) {
        return form(gateway, "fleetStatus", Map.of());
    }

    /** The code of why the hub is not reached, empty for none. */
    String reason(String gateway) {
        return status(gateway).at("/hub/reason").asString("");
    }

    JsonNode form(String gateway, String name, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("formName", name);
        all.put("timeout", "2000");
        byte[] body = world.flexy(gateway)
                .orElseThrow()
                .answer(new WebRequest(
                        "POST",
                        "rcgi.bin/jvmForm",
                        all,
                        world.device().user(),
                        world.device().password()))
                .body();
        String text = new String(body, UTF_8);
        return text.startsWith("{") ? json.readTree(text) : json.createObjectNode();
    }

    private static byte[] pem(String label, byte[] der) {
        return ("-----BEGIN " + label + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                        + "-----\n")
                .getBytes(US_ASCII);
    }

    static String fingerprint(Identity identity) throws GeneralSecurityException {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(identity.certificate().getEncoded()));
    }

    private static String sha256(byte[] content) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Override
    public void close() {
        world.close();
        time.close();
    }
}
