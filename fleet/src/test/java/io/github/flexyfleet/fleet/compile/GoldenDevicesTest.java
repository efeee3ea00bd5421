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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the examples become on their devices, byte for byte; the certificate's own data is left out. */
class GoldenDevicesTest {
    private static List<String> devices(String example) {
        Fleet fleet = new FleetReader(InstantSource.fixed(FleetFiles.NOW))
                .read(Path.of("..", "examples", example), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
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

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "three-sites"})
    void an_example_gives_the_same_bytes(String example) {
        String shown = devices(example).stream()
                .map(json -> json.replaceAll("\"certificate\":\\{[^}]*}", "\"certificate\":{}"))
                .collect(Collectors.joining());

        assertThat(shown).isEqualTo(FleetFiles.resource("/io/github/flexyfleet/fleet/compile/" + example + ".jsonl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "three-sites"})
    void every_device_configuration_fits_its_schema(String example) throws IOException {
        JsonNode schema;
        try (InputStream in =
                GoldenDevicesTest.class.getResourceAsStream("/io/github/flexyfleet/schema/device.schema.json")) {
            schema = JsonMapper.shared().readTree(in);
        }

        assertThat(devices(example))
                .isNotEmpty()
                .allSatisfy(json -> assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate(JsonMapper.shared().readTree(json)))
                        .isEmpty());
    }
}
