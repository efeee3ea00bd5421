package io.github.flexyfleet.runtime.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds the forms against the golden vectors that the orchestrator is held against too. */
class ProtocolVectorsTest {
    private static final String FOLDER = "/io/github/flexyfleet/schema/vectors/protocol/";

    private final ObjectMapper json = new ObjectMapper();
    private FormDesk desk;

    @BeforeEach
    void open() {
        ManualClock clock = new ManualClock();
        EventLog log = new EventLog(clock);
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), log);
        keeper.open();
        desk = new FormDesk(keeper, new Board(), log, clock, "0.1.0");
    }

    private JsonNode exchanges(String file) throws IOException {
        try (InputStream in = ProtocolVectorsTest.class.getResourceAsStream(FOLDER + file)) {
            return json.readTree(in).get("exchanges");
        }
    }

    private JsonNode answer(JsonNode request) {
        JsonNode fields = request.get("fields");
        return withoutWords(json.readTree(desk.answer(
                request.get("form").asString(), name -> fields.path(name).asString(""))));
    }

    /** The message is for people: it must be there, whatever its words. */
    private static JsonNode withoutWords(JsonNode answer) {
        if (answer.has("message")) {
            assertThat(answer.get("message").asString()).isNotBlank();
            ((ObjectNode) answer).put("message", "");
        }
        return answer;
    }

    @Test
    void everyRefusal() throws IOException {
        for (JsonNode exchange : exchanges("refusals.json")) {
            assertThat(answer(exchange.get("request")))
                    .as(exchange.get("name").asString())
                    .isEqualTo(withoutWords(exchange.get("answer")));
        }
    }

    /** Up to the apply: the certificate of the vectors is a placeholder, which the runtime rightly refuses. */
    @Test
    void aWholeTransfer() throws IOException {
        int exchanged = 0;
        for (JsonNode exchange : exchanges("session.json")) {
            JsonNode expected = withoutWords(exchange.get("answer"));
            JsonNode answer = answer(exchange.get("request"));
            if (expected.has("running")) {
                assertThat(answer.get("error").asString()).isEqualTo("bad-config");
                break;
            }
            assertThat(answer).as(exchange.get("name").asString()).isEqualTo(expected);
            exchanged++;
        }
        assertThat(exchanged).isGreaterThan(6);
    }
}
