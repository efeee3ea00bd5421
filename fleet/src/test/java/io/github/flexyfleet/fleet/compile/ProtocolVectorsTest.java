package io.github.flexyfleet.fleet.compile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden vectors hold what docs/device-protocol.md says, so that both sides may rely on them. */
class ProtocolVectorsTest {
    private static final String FOLDER = "/io/github/flexyfleet/schema/vectors/protocol/";

    private static final Map<String, Set<String>> ANSWERS = Map.of(
            "fleetPut", Set.of("name", "have", "complete", "missing"),
            "fleetApply", Set.of("state", "running"),
            "fleetConfirm", Set.of("state", "confirmed"),
            "fleetRevert", Set.of("state", "confirmed"),
            "fleetLog", Set.of("lines"),
            "fleetStatus",
                    Set.of(
                            "serial",
                            "firmware",
                            "runtime",
                            "boot",
                            "uptimeSeconds",
                            "state",
                            "confirmed",
                            "candidate",
                            "running",
                            "revertInSeconds",
                            "lastRequest",
                            "lastOutcome",
                            "hub",
                            "certificate",
                            "sequence",
                            "acknowledged",
                            "spool",
                            "dropped",
                            "tags",
                            "error",
                            "clock",
                            "freeHeap",
                            "freeFlash"));

    private static final Set<String> ERRORS = Set.of(
            "bad-request",
            "bad-digest",
            "incomplete",
            "busy",
            "bad-config",
            "not-candidate",
            "storage",
            "unknown-form");

    private static JsonNode load(String name) throws IOException {
        try (InputStream in = ProtocolVectorsTest.class.getResourceAsStream(FOLDER + name)) {
            return JsonMapper.shared().readTree(in);
        }
    }

    private static Bundle bundle() throws IOException {
        List<BundleFile> files = new ArrayList<>();
        load("bundle.json")
                .get("files")
                .properties()
                .forEach(file -> files.add(new BundleFile(
                        file.getKey(),
                        file.getValue().stringValue().getBytes(US_ASCII),
                        file.getKey().equals("device.key"))));
        return Bundle.of(new DeviceId("Flexy205Self"), files);
    }

    @Test
    void the_bundle_has_its_manifest_and_digest() throws IOException {
        JsonNode vector = load("bundle.json");

        assertThat(new String(bundle().manifest(), US_ASCII))
                .isEqualTo(vector.get("manifest").stringValue());
        assertThat(bundle().digest()).isEqualTo(new Digest(vector.get("digest").stringValue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fleetStatus.json",
                "fleetPut.json",
                "fleetApply.json",
                "fleetConfirm.json",
                "fleetRevert.json",
                "fleetLog.json",
                "session.json",
                "refusals.json"
            })
    void every_answer_has_the_fields_of_its_form(String file) throws IOException {
        JsonNode exchanges = load(file).get("exchanges");

        assertThat(exchanges).isNotEmpty().allSatisfy(exchange -> {
            String form = exchange.at("/request/form").stringValue();
            JsonNode answer = exchange.get("answer");
            List<String> names = new ArrayList<>(answer.propertyNames());
            assertThat(names.subList(0, 3)).containsExactly("protocol", "ok", "form");
            assertThat(answer.get("protocol").intValue()).isEqualTo(1);
            assertThat(answer.get("form").stringValue()).isEqualTo(form);
            if (answer.get("ok").booleanValue()) {
                assertThat(names.subList(3, names.size())).containsExactlyInAnyOrderElementsOf(ANSWERS.get(form));
            } else {
                assertThat(answer.get("error").stringValue()).isIn(ERRORS);
                assertThat(answer.get("message").stringValue()).isNotBlank();
                assertThat(answer.has("missing"))
                        .isEqualTo(answer.get("error").stringValue().equals("incomplete"));
            }
            assertThat(exchange.at("/request/fields"))
                    .allSatisfy(field -> assertThat(field.isString()).isTrue());
        });
    }

    @Test
    void the_session_puts_every_byte_of_the_bundle() throws IOException {
        Bundle bundle = bundle();
        for (JsonNode exchange : load("session.json").get("exchanges")) {
            JsonNode fields = exchange.at("/request/fields");
            if (!exchange.at("/request/form").stringValue().equals("fleetPut")) {
                continue;
            }
            String name = fields.get("name").stringValue();
            byte[] whole = name.equals("manifest")
                    ? bundle.manifest()
                    : bundle.files().stream()
                            .filter(file -> file.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .content();
            byte[] chunk = Base64.getDecoder().decode(fields.get("data").stringValue());
            int offset = Integer.parseInt(fields.get("offset").stringValue());
            assertThat(fields.get("size").stringValue()).isEqualTo(String.valueOf(whole.length));
            assertThat(fields.get("sha256").stringValue())
                    .isEqualTo(Digest.of(whole).hex());
            assertThat(chunk).isEqualTo(Arrays.copyOfRange(whole, offset, offset + chunk.length));
        }
    }
}
