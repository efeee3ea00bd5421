package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds the client against the golden vectors that the runtime is held against too. */
class RuntimeVectorsTest extends GatewayBehindTalk2m {
    private static final String FOLDER = "/io/github/flexyfleet/schema/vectors/protocol/";
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final JsonMapper JSON = JsonMapper.shared();

    private static List<JsonNode> exchanges(String file) throws IOException {
        try (InputStream in = RuntimeVectorsTest.class.getResourceAsStream(FOLDER + file + ".json")) {
            return new ArrayList<>(JSON.readTree(in).get("exchanges").values());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fleetStatus", "fleetPut", "fleetApply", "fleetConfirm", "fleetRevert", "fleetLog", "session"})
    void asksAsTheVectorsDoAndReadsTheirAnswers(String file) throws IOException {
        for (JsonNode exchange : exchanges(file)) {
            String name = exchange.get("name").stringValue();
            JsonNode answer = exchange.get("answer");
            answering(answer);
            JsonNode fields = exchange.at("/request/fields");
            String form = exchange.at("/request/form").stringValue();
            if (answer.get("ok").booleanValue()) {
                assertThat(ask(form, fields)).as(name).isEqualTo(withoutFrame(answer));
            } else {
                refused(name, answer, () -> ask(form, fields));
            }
            // The client always says how many lines it wants.
            boolean said = !form.equals("fleetLog") || fields.has("lines");
            assertThat(sent(form)).as(name).isEqualTo(said ? map(fields) : Map.of("lines", "50"));
        }
    }

    @Test
    void asksForAnotherRuntimeAsTheVectorsDo() throws IOException {
        for (JsonNode exchange : exchanges("fleetJar")) {
            String name = exchange.get("name").stringValue();
            String form = exchange.at("/request/form").stringValue();
            JsonNode fields = exchange.at("/request/fields");
            JsonNode answer = exchange.get("answer");
            answering(answer);
            if (form.equals("fleetJar")) {
                continue; // RuntimeUpdatesTest: which chunk comes next depends on the answers
            }
            if (answer.get("ok").booleanValue()) {
                askForJar(form, fields);
            } else {
                refused(name, answer, () -> askForJar(form, fields));
            }
            assertThat(sent(form)).as(name).isEqualTo(map(fields));
        }
    }

    @Test
    void asksForTheBasicProgramAsTheVectorsDo() throws IOException {
        for (JsonNode exchange : exchanges("fleetScript")) {
            String name = exchange.get("name").stringValue();
            JsonNode fields = exchange.at("/request/fields");
            JsonNode answer = exchange.get("answer");
            String wish = fields.get("do").stringValue();
            Optional<RuntimeClient.Script> script = Arrays.stream(RuntimeClient.Script.values())
                    .filter(each -> each.wire().equals(wish))
                    .findFirst();
            if (script.isEmpty()) {
                continue; // the client cannot even ask so
            }
            String request = fields.get("request").stringValue();
            answering(answer);
            if (answer.get("ok").booleanValue()) {
                assertThat(runtime.script(device, script.get(), request))
                        .as(name)
                        .isEqualTo(answer.get("done").booleanValue());
            } else {
                refused(name, answer, () -> runtime.script(device, script.get(), request));
            }
            assertThat(sent("fleetScript")).as(name).isEqualTo(map(fields));
        }
    }

    private void askForJar(String form, JsonNode fields) {
        RuntimeUpdates updates = runtime.updates();
        if (form.equals("fleetJarBack")) {
            updates.back(device);
            return;
        }
        RuntimeUpdates.Jar jar = new RuntimeUpdates.Jar(
                fields.get("version").stringValue(), fields.get("sha256").stringValue());
        if (form.equals("fleetJarTry")) {
            updates.attempt(
                    device,
                    jar,
                    Duration.ofSeconds(Long.parseLong(fields.get("seconds").stringValue())));
        } else {
            updates.keep(device, jar);
        }
    }

    /** The client cannot even ask so; what it reads must be told apart all the same. */
    @ParameterizedTest
    @ValueSource(strings = "refusals")
    void readsEveryRefusal(String file) throws IOException {
        for (JsonNode exchange : exchanges(file)) {
            JsonNode answer = exchange.get("answer");
            answering(answer);
            refused(exchange.get("name").stringValue(), answer, () -> runtime.confirm(device, DIGEST, "r-1"));
        }
    }

    private void answering(JsonNode answer) {
        talk2m.onDevice = request -> FakeTalk2m.answer(200, answer.toString());
    }

    private static void refused(String name, JsonNode answer, Runnable call) {
        RuntimeRefusal refusal = catchThrowableOfType(RuntimeRefusal.class, call::run);
        assertThat(refusal).as(name).isNotNull();
        assertThat(refusal.code().wire()).as(name).isEqualTo(answer.get("error").stringValue());
        assertThat(refusal.reason()).as(name).isEqualTo(answer.get("message").stringValue());
        assertThat(refusal.missing())
                .as(name)
                .isEqualTo(answer.path("missing").values().stream()
                        .map(JsonNode::stringValue)
                        .toList());
    }

    /** The fields of the last request, without the login and what every form has. */
    private Map<String, String> sent(String form) {
        FakeTalk2m.Request request = talk2m.requests().get(talk2m.requests().size() - 1);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).endsWith("/rcgi.bin/jvmForm?formName=" + form + "&timeout=60000");
        Map<String, String> fields = new TreeMap<>(request.form());
        fields.keySet().removeIf(field -> field.startsWith("t2m"));
        return fields;
    }

    private static Map<String, String> map(JsonNode fields) {
        Map<String, String> map = new TreeMap<>();
        fields.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().stringValue()));
        return map;
    }

    private static JsonNode withoutFrame(JsonNode answer) {
        ObjectNode rest = (ObjectNode) answer.deepCopy();
        rest.remove(List.of("protocol", "ok", "form"));
        return rest;
    }

    /** Makes the call of a form, and writes what came back as the runtime would. */
    private JsonNode ask(String form, JsonNode fields) {
        String digest = fields.path("digest").stringValue("");
        String request = fields.path("request").stringValue("");
        ObjectNode json = JSON.createObjectNode();
        switch (form) {
            case "fleetStatus" -> write(runtime.status(device).orElseThrow(), json);
            case "fleetPut" -> write(runtime.put(device, put(fields)), json);
            case "fleetApply" -> {
                Duration revertAfter = Duration.ofSeconds(
                        Long.parseLong(fields.get("revertAfterSeconds").stringValue()));
                ApplyAnswer answer = runtime.apply(device, digest, revertAfter, request);
                json.put("state", answer.state().wire())
                        .put("running", answer.running().orElse(""));
            }
            case "fleetConfirm" -> write(runtime.confirm(device, digest, request), json);
            case "fleetRevert" -> write(runtime.revert(device, digest, request), json);
            case "fleetLog" -> {
                int lines = Integer.parseInt(fields.path("lines").stringValue("50"));
                ArrayNode array = json.putArray("lines");
                runtime.log(device, lines).forEach(array::add);
            }
            default -> throw new IllegalArgumentException(form);
        }
        // Read again, so that whole numbers compare whatever their type was.
        return JSON.readTree(json.toString());
    }

    private static PutRequest put(JsonNode fields) {
        return new PutRequest(
                fields.get("digest").stringValue(),
                fields.get("name").stringValue(),
                Long.parseLong(fields.get("size").stringValue()),
                fields.get("sha256").stringValue(),
                Long.parseLong(fields.get("offset").stringValue()),
                fields.get("data").stringValue());
    }

    private static void write(PutAnswer answer, ObjectNode json) {
        json.put("name", answer.name()).put("have", answer.have()).put("complete", answer.complete());
        ArrayNode missing = json.putArray("missing");
        answer.missing().orElseThrow().forEach(missing::add);
    }

    private static void write(TrialAnswer answer, ObjectNode json) {
        json.put("state", answer.state().wire())
                .put("confirmed", answer.confirmed().orElse(""));
    }

    private static void write(RuntimeStatus status, ObjectNode json) {
        json.put("serial", status.flexy().serial())
                .put("firmware", status.flexy().firmware())
                .put("runtime", status.program().version())
                .put("boot", status.program().boot())
                .put("uptimeSeconds", status.program().uptime().toSeconds());
        RuntimeStatus.Bundles bundles = status.bundles();
        json.put("state", bundles.state().wire())
                .put("confirmed", bundles.confirmed().orElse(""))
                .put("candidate", bundles.candidate().orElse(""))
                .put("running", bundles.running().orElse(""))
                .put("revertInSeconds", bundles.revertIn().toSeconds())
                .put("lastRequest", bundles.lastRequest())
                .put("lastOutcome", bundles.lastOutcome().wire());
        ObjectNode hub = json.putObject("hub")
                .put("status", status.hub().state().wire())
                .put("code", status.hub().code())
                .put("seconds", status.hub().since().toSeconds())
                .put("host", status.hub().host())
                .put("barrier", status.hub().barrier());
        status.hub().assigned().ifPresent(assigned -> hub.put("assigned", assigned));
        status.hub().reason().ifPresent(reason -> hub.put("reason", reason.code()));
        json.putObject("certificate")
                .put("fingerprint", text(status.certificate().fingerprint().map(Fingerprint::hex)))
                .put("notAfter", text(status.certificate().notAfter().map(Instant::toString)));
        json.put("sequence", status.queue().sequence())
                .put("acknowledged", status.queue().acknowledged())
                .put("spool", status.queue().waiting())
                .put("dropped", status.queue().dropped())
                .put("tags", status.queue().tags())
                .put("error", status.error())
                .put("clock", status.flexy().clock().toString())
                .put("freeHeap", status.flexy().freeHeap())
                .put("freeFlash", status.flexy().freeFlash());
    }

    private static String text(Optional<String> value) {
        return value.orElse("");
    }
}
