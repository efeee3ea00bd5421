package io.github.flexyfleet.runtime.tags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.text.UtcTime;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds typed payloads against the vectors and these against their schema. A vector is the rule of a group, tags, and
 * steps in time, each with the values and qualities that are new and the payloads of its push.
 */
class TypedVectorsTest {
    private static final String FOLDER = "/io/github/flexyfleet/schema/";
    private static final List<String> TYPES = List.of("boolean", "float", "integer", "dword", "", "", "string");

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(load("typed.schema.json"));

    private final FakeGateway gateway = new FakeGateway(new ManualClock());

    private static JsonNode load(String path) {
        try (InputStream file = TypedVectorsTest.class.getResourceAsStream(FOLDER + path)) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full-types",
                "full-numbers",
                "full-null",
                "full-quality",
                "full-escaping",
                "full-selection",
                "full-split",
                "full-split-boundary",
                "change",
                "change-deadband-absolute",
                "change-deadband-percent",
                "change-minimum-interval"
            })
    void payloadsAreThoseOfTheVector(String name) throws IOException, Refusal {
        JsonNode vector = load("vectors/typed/" + name + ".json");
        GroupPush push = new GroupPush(
                TestGroup.read(vector.get("group").toString()),
                vector.get("device").asString(),
                0);
        Readings readings = new Readings(new GroupPush[] {push});
        Map<String, String> values = new HashMap<>();
        long start = time(vector.get("steps").get(0));
        for (JsonNode step : vector.get("steps")) {
            step.get("values").forEachEntry((tag, value) -> values.put(tag, value.asString()));
            fill(vector, step, values);
            readings.readTable(gateway.export(Readings.TABLE));
            long utc = time(step);
            readings.read(gateway.export(Readings.VALUES), utc);
            byte[][] payloads = push.push(step.get("kind").asString(), UtcTime.rfc3339Millis(utc), utc, utc - start);
            assertThat(Stream.of(payloads).map(payload -> new String(payload, UTF_8)))
                    .as("at %s", step.get("time"))
                    .containsExactlyElementsOf(expected(step));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "heartbeat")
    void theHeartbeatIsThatOfTheVector(String name) {
        JsonNode vector = load("vectors/typed/" + name + ".json");
        JsonNode step = vector.get("steps").get(0);
        String time = UtcTime.rfc3339Millis(time(step));
        assertThat(expected(step))
                .containsExactly(TypedFormat.heartbeat(vector.get("device").asString(), time));
    }

    @ParameterizedTest
    @ValueSource(strings = "history")
    void payloadsOfHistoryAreGoodForTheSchema(String name) {
        assertThat(expected(load("vectors/typed/" + name + ".json"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"device\":\"d\",\"kind\":\"full\",\"values\":[]}",
                "{\"device\":\"d\",\"kind\":\"history\",\"values\":[]}",
                "{\"device\":\"d\",\"kind\":\"heartbeat\",\"until\":\"2026-11-22T20:00:00.000Z\",\"values\":[]}",
                "{\"device\":\"d\",\"group\":\"g\",\"kind\":\"full\",\"values\":[]}",
                "{\"device\":\"d\",\"kind\":\"heartbeat\",\"values\":[]}",
                "{\"device\":\"d\",\"group\":\"g\",\"kind\":\"full\",\"values\":[{\"name\":\"a\",\"value\":null,"
                        + "\"quality\":\"good\",\"time\":\"2026-11-22T20:00:00.000Z\"}]}",
                "{\"device\":\"d\",\"group\":\"g\",\"kind\":\"full\",\"values\":[{\"name\":\"a\",\"value\":1,"
                        + "\"quality\":\"good\",\"time\":\"2026-11-22T20:00:00Z\"}]}"
            })
    void theSchemaRefusesWhatTheRuntimeNeverSends(String payload) {
        assertThat(SCHEMA.validate(JsonMapper.shared().readTree(payload))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/properties/values", "/$defs/value"})
    void theExamplesOfTheSchemaHold(String place) {
        JsonNode root = load("typed.schema.json");
        JsonNode part = place.equals("/") ? root : root.at(place);
        assertThat(part.get("examples")).isNotEmpty().allSatisfy(example -> {
            JsonNode message = place.equals("/")
                    ? example
                    : JsonMapper.shared()
                            .readTree("{\"device\":\"d\",\"group\":\"g\",\"kind\":\"full\",\"values\":"
                                    + (example.isArray() ? example : "[" + example + "]") + "}");
            boolean whole = place.equals("/") || !example.isEmpty();
            assertThat(SCHEMA.validate(message).isEmpty()).as("%s", message).isEqualTo(whole);
        });
    }

    /** The payloads of a step, each good for the schema and read back by another reader of JSON. */
    private static List<String> expected(JsonNode step) {
        List<String> payloads =
                step.get("payloads").valueStream().map(JsonNode::asString).toList();
        assertThat(payloads)
                .allSatisfy(payload -> assertThat(
                                SCHEMA.validate(JsonMapper.shared().readTree(payload)))
                        .as("%s", payload)
                        .isEmpty());
        return payloads;
    }

    private static long time(JsonNode step) {
        return Instant.parse(step.get("time").asString()).toEpochMilli();
    }

    private void fill(JsonNode vector, JsonNode step, Map<String, String> values) {
        for (JsonNode tag : vector.get("tags")) {
            int id = tag.get("id").asInt();
            String name = tag.get("name").asString();
            gateway.tag(
                    id,
                    name,
                    TYPES.indexOf(tag.get("type").asString()),
                    tag.get("groups").asString(),
                    values.get(name));
            gateway.quality(id, step.path("qualities").path(name).asInt(65472));
        }
    }
}
