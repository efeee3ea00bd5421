package io.github.flexyfleet.fleet.compile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerTest {
    private static final DeviceId SEED = new DeviceId("Flexy205Self");

    private final Map<DeviceId, DeviceCertificate> certificates = new HashMap<>();

    @TempDir
    private Path folder;

    private Fleet fleet(String yaml) {
        return FleetFiles.fleet(folder, yaml);
    }

    private Fleet quickstart() {
        return fleet(FleetFiles.resource("quickstart.yaml"));
    }

    private CompiledFleet compile(Fleet fleet, List<X509Certificate> roots) {
        return Compiler.compile(fleet, device -> certificates.computeIfAbsent(device, TestCertificates::of), roots);
    }

    private static String content(CompiledFleet fleet, DeviceId device, String file) {
        return fleet.bundles().stream()
                .filter(bundle -> bundle.device().equals(device))
                .flatMap(bundle -> bundle.files().stream())
                .filter(candidate -> candidate.name().equals(file))
                .map(found -> new String(found.content(), US_ASCII))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_device_of_the_script_gets_the_scripts_groups_and_periods() {
        CompiledFleet compiled = compile(quickstart(), BuiltInRoots.certificates());

        String fingerprint = certificates.get(SEED).fingerprint().hex();
        assertThat(content(compiled, SEED, "device.json"))
                .isEqualTo("{\"version\":1,\"fleet\":\"quickstart\",\"site\":\"brussels\",\"device\":\"Flexy205Self\","
                        + "\"hub\":{\"host\":\"eWONPROJECT.azure-devices.net\",\"port\":8883,\"twin\":true,"
                        + "\"keepAliveSeconds\":60},\"certificate\":{\"fingerprint\":\"" + fingerprint + "\","
                        + "\"notAfter\":\"2036-11-22T00:00:00Z\"},\"heartbeatSeconds\":900,\"groups\":[{\"name\":"
                        + "\"script\",\"flexyGroups\":\"ABCD\",\"onChangeSeconds\":2,\"fullSeconds\":20,"
                        + "\"format\":\"classic\"}]}\n");
    }

    @Test
    void a_spool_stands_in_the_file_only_when_it_is_not_the_built_in_one() {
        String yaml = FleetFiles.resource("quickstart.yaml");
        String same = yaml.replace("defaults:\n", "defaults:\n  spool: {size: 4MB, age: 168h, write: 30s}\n");
        String other = yaml.replace("defaults:\n", "defaults:\n  spool: {size: 500KB, full: stop}\n");
        assertThat(same).isNotEqualTo(yaml);

        String device = content(compile(fleet(yaml), BuiltInRoots.certificates()), SEED, "device.json");
        assertThat(content(compile(fleet(same), BuiltInRoots.certificates()), SEED, "device.json"))
                .isEqualTo(device);
        assertThat(content(compile(fleet(other), BuiltInRoots.certificates()), SEED, "device.json"))
                .isEqualTo(device.replace(
                        "\"groups\":[",
                        "\"spool\":{\"bytes\":500000,\"ageSeconds\":604800,\"writeSeconds\":30,\"stopWhenFull\":true},"
                                + "\"groups\":["));
    }

    @Test
    void history_stands_in_the_file_only_where_it_is_on() throws IOException {
        String yaml = FleetFiles.resource("quickstart.yaml").replace("format: classic", "format: typed");
        String off = yaml.replace("format: typed", "format: typed, history: false");
        String on = yaml.replace("format: typed", "format: typed, history: true");
        assertThat(off).isNotEqualTo(yaml);

        String device = content(compile(fleet(yaml), BuiltInRoots.certificates()), SEED, "device.json");
        assertThat(content(compile(fleet(off), BuiltInRoots.certificates()), SEED, "device.json"))
                .isEqualTo(device);
        String recorded = content(compile(fleet(on), BuiltInRoots.certificates()), SEED, "device.json");
        assertThat(recorded).isEqualTo(device.replace("\"format\":\"typed\"", "\"format\":\"typed\",\"history\":true"));
        assertThat(deviceSchema().validate(recorded, InputFormat.JSON)).isEmpty();
    }

    @Test
    void writable_tags_stand_in_the_file_only_where_there_are_any() {
        String yaml = FleetFiles.resource("quickstart.yaml");
        String none = yaml.replace("defaults:\n", "defaults:\n  writable: {Level: false}\n");
        String some = yaml.replace(
                "defaults:\n",
                "defaults:\n  writable: {\"P*\": true, Level: {min: -0.50, max: 1000000}, \"\u6c34 \\\"1\\\"\": {max: 1}}\n");
        assertThat(none).isNotEqualTo(yaml);

        String device = content(compile(fleet(yaml), BuiltInRoots.certificates()), SEED, "device.json");
        assertThat(content(compile(fleet(none), BuiltInRoots.certificates()), SEED, "device.json"))
                .isEqualTo(device);
        assertThat(content(compile(fleet(some), BuiltInRoots.certificates()), SEED, "device.json"))
                .isEqualTo(device.replace(
                        "\"classic\"}]}",
                        "\"classic\"}],\"writable\":[{\"name\":\"Level\",\"min\":-0.5,\"max\":1000000},"
                                + "{\"name\":\"P*\"},{\"name\":\"\\u6C34 \\\"1\\\"\",\"max\":1}]}"));
    }

    @Test
    void every_device_has_the_four_files_of_the_protocol_and_only_the_key_is_secret() {
        CompiledFleet compiled = compile(quickstart(), BuiltInRoots.certificates());

        assertThat(compiled.bundles())
                .extracting(Bundle::device)
                .containsExactly(new DeviceId("Flexy-2"), new DeviceId("Flexy-3"), SEED);
        assertThat(compiled.bundles()).allSatisfy(bundle -> {
            assertThat(bundle.files())
                    .extracting(BundleFile::name)
                    .containsExactly("device.crt", "device.json", "device.key", "roots.pem");
            assertThat(bundle.files())
                    .filteredOn(BundleFile::secret)
                    .extracting(BundleFile::name)
                    .containsExactly("device.key");
        });
        assertThat(content(compiled, SEED, "device.key")).isEqualTo("key of Flexy205Self\n");
    }

    @Test
    void what_the_compiler_writes_fits_the_schema_of_the_device_configuration() throws IOException {
        Fleet fleet = fleet("""
                fleet: basic
                hub: {host: h.azure-devices.net, tier: B1}
                talk2m: {account: demo}
                defaults: {heartbeat: 0s}
                sites:
                  s:
                    devices:
                      d:
                        tagGroups:
                          alarms: {groups: [D, B], push: {onChange: 1s}}
                          counters: {groups: [A], push: {full: 24h}}
                """);

        String json = content(compile(fleet, List.of()), new DeviceId("d"), "device.json");

        assertThat(deviceSchema().validate(json, InputFormat.JSON)).isEmpty();
        assertThat(json).contains("\"twin\":false", "\"heartbeatSeconds\":0", "\"flexyGroups\":\"BD\"");
        assertThat(deviceSchema().validate(json.replace("\"port\":8883", "\"port\":0"), InputFormat.JSON))
                .isNotEmpty();
    }

    private static Schema deviceSchema() throws IOException {
        String name = "/io/github/flexyfleet/schema/device.schema.json";
        try (InputStream in = CompilerTest.class.getResourceAsStream(name)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
        }
    }

    @Test
    void roots_are_sorted_and_each_stands_once() {
        List<X509Certificate> twice = new ArrayList<>(BuiltInRoots.certificates());
        twice.addAll(BuiltInRoots.certificates());
        Collections.reverse(twice);

        String once = content(compile(quickstart(), BuiltInRoots.certificates()), SEED, "roots.pem");

        assertThat(content(compile(quickstart(), twice), SEED, "roots.pem")).isEqualTo(once);
        assertThat(once.split("BEGIN CERTIFICATE", -1)).hasSize(3);
        assertThat(once).endsWith("-----END CERTIFICATE-----\n").doesNotContain("\r");
    }

    @Test
    void locale_time_zone_and_the_order_in_the_file_do_not_matter() {
        String one = """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    a: {groups: [A, B], push: {onChange: 2s}}
                    I: {groups: [C], push: {full: 1h}}
                sites:
                  s1: {devices: {Device-I: {}, device-2: {heartbeat: 30s}}}
                  s2: {devices: {z: {}}}
                """;
        String other = """
                sites:
                  s2: {devices: {z: }}
                  s1: {devices: {device-2: {heartbeat: "30s"}, Device-I: }}
                defaults:
                  tagGroups:
                    I: {push: {full: 1h}, groups: [C]}
                    a: {push: {onChange: 2s}, groups: [B, A]}
                talk2m: {account: demo}
                hub: {host: h.azure-devices.net}
                fleet: f
                """;
        List<Bundle> first = compile(fleet(one), BuiltInRoots.certificates()).bundles();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(compile(fleet(other), BuiltInRoots.certificates()).bundles())
                    .isEqualTo(first);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void a_device_with_a_key_gets_it_as_a_secret_file_and_nothing_of_it_elsewhere() throws IOException {
        String yaml = """
                fleet: keys
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults: {auth: sas, tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                sites: {s: {devices: {posts: {transport: https}, talks: }}}
                """;
        String key = Base64.getEncoder().encodeToString("a key of a device".getBytes(StandardCharsets.UTF_8));
        CompiledFleet compiled = Compiler.compile(
                fleet(yaml), device -> SharedKey.imported(device, Secret.of(key)), BuiltInRoots.certificates());

        assertThat(compiled.bundles()).allSatisfy(bundle -> {
            assertThat(bundle.files())
                    .extracting(BundleFile::name)
                    .containsExactly("device.json", "device.sas", "roots.pem");
            assertThat(bundle.file("device.sas").orElseThrow().secret()).isTrue();
            assertThat(bundle.toString()).doesNotContain(key);
        });
        String posts = content(compiled, new DeviceId("posts"), "device.json");
        assertThat(posts)
                .contains(
                        "\"hub\":{\"host\":\"h.azure-devices.net\",\"port\":443,\"twin\":true,\"keepAliveSeconds\":60,"
                                + "\"transport\":\"https\",\"auth\":\"sas\"},\"heartbeatSeconds\"")
                .doesNotContain(key);
        String talks = content(compiled, new DeviceId("talks"), "device.json");
        assertThat(talks).contains("\"port\":8883,\"twin\":true,\"keepAliveSeconds\":60,\"auth\":\"sas\"}");
        assertThat(content(compiled, new DeviceId("talks"), "device.sas")).isEqualTo(key + "\n");
        for (String json : List.of(posts, talks)) {
            assertThat(deviceSchema().validate(json, InputFormat.JSON)).isEmpty();
            assertThat(deviceSchema().validate(json.replace(",\"auth\":\"sas\"", ""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void another_key_is_another_digest() {
        Fleet fleet = fleet("""
                fleet: keys
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults: {auth: sas, tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                sites: {s: {devices: {d: }}}
                """);

        assertThat(List.of("YQ==", "Yg==").stream()
                        .map(key -> Compiler.compile(fleet, id -> SharedKey.imported(id, Secret.of(key)), List.of())
                                .bundles()
                                .get(0)
                                .digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void another_devices_certificate_is_refused() {
        DeviceCertificate foreign = TestCertificates.of(new DeviceId("other"));

        assertThatThrownBy(() -> Compiler.compile(quickstart(), device -> foreign, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
    }
}
