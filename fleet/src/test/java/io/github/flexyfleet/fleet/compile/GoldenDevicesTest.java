package io.github.flexyfleet.fleet.compile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the examples become on their devices, byte for byte; the certificate's own data is left out. */
class GoldenDevicesTest {
    private static List<String> devices(String example) {
        return devices(new FleetReader(InstantSource.fixed(FleetFiles.NOW))
                .read(Path.of("..", "examples", example), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow());
    }

    private static List<String> devices(Fleet fleet) {
        return Compiler.compile(
                        fleet,
                        TestCertificates::of,
                        List.of(TestCertificates.selfSigned("root", TestCertificates.START, TestCertificates.END)))
                .bundles()
                .stream()
                .map(bundle -> bundle.file("device.json").orElseThrow())
                .map(file -> new String(file.content(), US_ASCII))
                .toList();
    }

    private static String shown(List<String> devices) {
        return devices.stream()
                .map(json -> json.replaceAll("\"certificate\":\\{[^}]*}", "\"certificate\":{}"))
                .collect(Collectors.joining());
    }

    private static void fits(String json) throws IOException {
        try (InputStream in =
                GoldenDevicesTest.class.getResourceAsStream("/io/github/flexyfleet/schema/device.schema.json")) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(JsonMapper.shared().readTree(in))
                            .validate(JsonMapper.shared().readTree(json)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "three-sites"})
    void an_example_gives_the_same_bytes(String example) {
        assertThat(shown(devices(example)))
                .isEqualTo(FleetFiles.resource("/io/github/flexyfleet/fleet/compile/" + example + ".jsonl"));
    }

    @Test
    void a_device_knows_the_service_that_assigns_its_hub(@TempDir Path folder) throws IOException {
        Fleet fleet = FleetFiles.read(folder, """
                        fleet: Pumps
                        hub:
                          host: h.azure-devices.net
                          provisioning: dps
                          dps: {idScope: 0ne00ABCDEF}
                        talk2m: {account: a}
                        sites:
                          s:
                            devices:
                              d1: {tagGroups: {g: {groups: [A], push: {full: 1h}}}}
                        """).fleet().orElseThrow();
        List<String> made = devices(fleet);

        assertThat(shown(made)).isEqualTo(FleetFiles.resource("/io/github/flexyfleet/fleet/compile/provisioned.jsonl"));
        assertThat(made).allSatisfy(GoldenDevicesTest::fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "three-sites"})
    void every_device_configuration_fits_its_schema(String example) {
        assertThat(devices(example)).isNotEmpty().allSatisfy(GoldenDevicesTest::fits);
    }
}
