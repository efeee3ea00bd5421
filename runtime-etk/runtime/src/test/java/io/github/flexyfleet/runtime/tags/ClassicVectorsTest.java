package io.github.flexyfleet.runtime.tags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.text.UtcTime;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Holds the payloads against the vectors that were written out by hand from the well-known BASIC script. */
class ClassicVectorsTest {
    private static final String FOLDER = "/io/github/flexyfleet/schema/vectors/classic/";
    private static final List<String> TYPES = List.of("boolean", "float", "integer", "dword", "", "", "string");

    private final FakeGateway gateway = new FakeGateway(new ManualClock());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full-four-groups",
                "full-two-groups-of-four",
                "full-tag-in-two-groups",
                "full-escaping",
                "full-numbers",
                "full-split",
                "change-one-of-three",
                "change-several",
                "change-nothing",
                "heartbeat"
            })
    void payloadsAreThoseOfTheVector(String name) throws IOException, Refusal {
        JsonNode vector;
        try (InputStream file = ClassicVectorsTest.class.getResourceAsStream(FOLDER + name + ".json")) {
            vector = new ObjectMapper().readTree(file);
        }
        List<String> expected =
                vector.get("payloads").valueStream().map(JsonNode::asString).toList();
        assertThat(Stream.of(payloads(vector)).map(payload -> new String(payload, UTF_8)))
                .containsExactlyElementsOf(expected);
        assertThat(expected)
                .allSatisfy(
                        payload -> assertThat(payload.getBytes(UTF_8).length).isLessThanOrEqualTo(GroupPush.MAX_BYTES));
    }

    private byte[][] payloads(JsonNode vector) throws IOException, Refusal {
        String time =
                UtcTime.plain(UtcTime.findFlexyTime(vector.get("flexyTime").asString()));
        String kind = vector.get("kind").asString();
        if (kind.equals("heartbeat")) {
            return new byte[][] {ClassicFormat.heartbeat(time).getBytes(UTF_8)};
        }
        String rule = TestBundle.group("g", vector.get("flexyGroups").asString(), 1, 1);
        GroupPush push = new GroupPush(TestGroup.read(rule), "d-1", 0);
        Readings readings = new Readings(new GroupPush[] {push});
        if (kind.equals("change")) {
            fill(vector, "before");
            readings.readTable(gateway.export(Readings.TABLE));
            readings.read(gateway.export(Readings.VALUES), 0);
            push.push("full", time, 0, 0);
        }
        fill(vector, "value");
        readings.readTable(gateway.export(Readings.TABLE));
        readings.read(gateway.export(Readings.VALUES), 0);
        return push.push(kind, time, 0, 1000);
    }

    private void fill(JsonNode vector, String valueKey) {
        for (JsonNode tag : vector.get("tags")) {
            gateway.tag(
                    tag.get("id").asInt(),
                    tag.get("name").asString(),
                    TYPES.indexOf(tag.get("type").asString()),
                    tag.get("groups").asString(),
                    tag.get(valueKey).asString());
        }
    }
}
