package io.github.flexyfleet.runtime.form;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.Refusal;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds the forms against the golden vectors that the orchestrator is held against too. */
class ProtocolVectorsTest {
    private static final String FOLDER = "/io/github/flexyfleet/schema/vectors/protocol/";

    private final ObjectMapper json = new ObjectMapper();

    private JsonNode read(String file) throws IOException {
        try (InputStream in = ProtocolVectorsTest.class.getResourceAsStream(FOLDER + file)) {
            return json.readTree(in);
        }
    }

    private JsonNode exchanges(String file) throws IOException {
        return read(file).get("exchanges");
    }

    private VectorDevice device() throws IOException {
        return new VectorDevice(read("bundle.json"));
    }

    private void compare(VectorDevice device, JsonNode exchange) {
        JsonNode request = exchange.get("request");
        String answer = device.answer(request.get("form").asString(), request.get("fields"));
        // As text, since the order of the members is part of the vectors.
        assertThat(withoutWords(json.readTree(answer)).toString())
                .as(exchange.get("name").asString())
                .isEqualTo(withoutWords(exchange.get("answer")).toString());
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
    void aWholeRollout() throws IOException {
        VectorDevice device = device();
        for (JsonNode exchange : exchanges("session.json")) {
            compare(device, exchange);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleetPut", "fleetApply", "fleetConfirm", "fleetRevert", "refusals"})
    void eachFormInEachState(String form) throws IOException, Refusal {
        for (JsonNode exchange : exchanges(form + ".json")) {
            VectorDevice device = device();
            device.bring(exchange.path("given").asString(""));
            compare(device, exchange);
        }
    }

    @Test
    void anotherRuntime() throws IOException, Refusal {
        byte[] jar = read("fleetJar.json").get("jar").asString().getBytes(US_ASCII);
        for (JsonNode exchange : exchanges("fleetJar.json")) {
            VectorDevice device = device();
            device.bringJar(exchange.path("given").asString(""), jar);
            compare(device, exchange);
        }
    }

    @Test
    void theBasicProgram() throws IOException, Refusal {
        String program = read("fleetScript.json").get("program").asString();
        for (JsonNode exchange : exchanges("fleetScript.json")) {
            VectorDevice device = device();
            device.bringScript(exchange.get("given").asString(), program);
            compare(device, exchange);
        }
    }

    @Test
    void theStatusInEachState() throws IOException, Refusal {
        for (JsonNode exchange : exchanges("fleetStatus.json")) {
            VectorDevice device = device();
            device.bring(exchange.get("given").asString());
            device.show(exchange.get("answer"));
            compare(device, exchange);
        }
    }

    @Test
    void theLog() throws IOException {
        for (JsonNode exchange : exchanges("fleetLog.json")) {
            VectorDevice device = device();
            exchange.at("/answer/lines").forEach(line -> device.log(line.asString()));
            compare(device, exchange);
        }
    }
}
