package io.github.flexyfleet.runtime.twin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.hub.HubClient;
import io.github.flexyfleet.runtime.hub.Incoming;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.kit.TestJars;
import io.github.flexyfleet.runtime.kit.TestScripts;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Methods and reported properties, one message at a time. */
class TwinDialogueTest {
    private static final long MINUTE = 60_000;

    private final ObjectMapper json = new ObjectMapper();
    private final ManualClock clock = new ManualClock();
    private FakeHub hub;
    private EventLog log;
    private Board board;
    private BundleKeeper keeper;
    private HubClient client;
    private TwinDialogue twin;
    private long now;

    @BeforeEach
    void start() throws Exception {
        log = new EventLog(clock);
        board = new Board();
        keeper = new BundleKeeper(new MemoryStore(), log);
        keeper.open();
        TestBundle bundle = TestBundle.of("x");
        bundle.send(keeper, 10_000);
        keeper.apply(bundle.digest(), 60, "r");
        FormDesk desk = new FormDesk(keeper, TestJars.none(log), TestScripts.none(log), board, log, clock, "0.1.0");
        twin = new TwinDialogue(keeper, desk, board, log, "0.1.0");
        connect();
    }

    private void connect() throws IOException {
        hub = new FakeHub();
        hub.status(5);
        client = hub.create(keeper.running());
        twin.connected(client, now);
    }

    private void step() throws IOException {
        twin.publish(client, now);
        now += 240;
    }

    private void pass(long ms) throws IOException {
        for (long end = now + ms; now < end; ) {
            step();
        }
    }

    private void take(String topic, String payload) {
        twin.take(new Incoming(topic, payload == null ? null : payload.getBytes(UTF_8)), now);
    }

    private FakeHub.Received call(String method, String id, String payload) throws IOException {
        int before = hub.others().size();
        take("$iothub/methods/POST/" + method + "/?$rid=" + id, payload);
        step();
        return hub.others().get(before);
    }

    private List<FakeHub.Received> reports() {
        return hub.others().stream()
                .filter(each -> each.topic().startsWith("$iothub/twin/PATCH/properties/reported/"))
                .toList();
    }

    private void answerReport(int status) {
        List<FakeHub.Received> all = reports();
        String id = Incoming.requestId(all.get(all.size() - 1).topic());
        take("$iothub/twin/res/" + status + "/?$rid=" + id + "&$version=4", "");
    }

    private JsonNode lastReport() {
        List<FakeHub.Received> all = reports();
        return json.readTree(all.get(all.size() - 1).payload());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status    | null | 200",
                "flush     | {}   | 200",
                "flush     | ' '  | 200",
                "reconnect | ''   | 200",
                "reboot    | {}   | 404",
                "status    | [1]  | 400",
                "flush     | {\"a\": | 400"
            })
    void everyCallIsAnswered(String method, String payload, int status) throws Exception {
        FakeHub.Received answer = call(method, "a1", payload);
        assertThat(answer.topic()).isEqualTo("$iothub/methods/res/" + status + "/?$rid=a1");
        assertThat(json.readTree(answer.payload()).has("message")).isEqualTo(status != 200);
    }

    @Test
    void aCallTooLargeToKeepIsAnsweredToo() throws Exception {
        assertThat(call("flush", "1", null).topic()).isEqualTo("$iothub/methods/res/429/?$rid=1");
    }

    @Test
    void aCallThatComesTwiceIsDoneOnce() throws Exception {
        FakeHub.Received first = call("flush", "7", "null");
        assertThat(twin.takeFlush()).isTrue();
        assertThat(call("flush", "7", "null")).isEqualTo(first);
        assertThat(twin.takeFlush()).isFalse();
        connect();
        call("flush", "7", "null");
        assertThat(twin.takeFlush()).isTrue();
    }

    @Test
    void aReconnectWaitsUntilItsAnswerCanHaveLeft() throws Exception {
        call("reconnect", "1", "null");
        assertThat(twin.takeReconnect(now)).isFalse();
        pass(2_000);
        assertThat(twin.takeReconnect(now)).isTrue();
        assertThat(twin.takeReconnect(now)).isFalse();
    }

    @Test
    void aReportIsThatOfTheVectorAndFitsItsSchema() throws Exception {
        JsonNode vector = load("vectors/twin/reported.json");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(load("reported.schema.json"));
        String running = keeper.running().digest;
        keeper.confirm(running, "r-2");
        Snapshot seen = new Snapshot();
        seen.spool = vector.get("spool").asInt();
        seen.dropped = vector.get("dropped").asLong();
        seen.fingerprint = keeper.running().config.fingerprint;
        seen.notAfter = keeper.running().config.notAfter;
        board.show(seen);
        String[] error = vector.get("error").asString().split(": ", 2);
        log.problem(error[0], error[1]);
        step();
        String report = reports().get(0).payload();
        assertThat(report)
                .isEqualTo(vector.get("report")
                        .asString()
                        .replace("<running>", running)
                        .replace("<fingerprint>", seen.fingerprint));
        assertThat(schema.validate(json.readTree(report))).isEmpty();
        assertThat(load("reported.schema.json").get("examples"))
                .allSatisfy(example -> assertThat(schema.validate(example)).isEmpty());
        assertThat(schema.validate(json.readTree("{\"flexyfleet\":{\"runtime\":\"0.1.0\"}}")))
                .isNotEmpty();
    }

    @Test
    void tooManyCallsAreRefusedAndLaterServedAgain() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(call("flush", "c" + i, "").topic()).contains("/res/200/");
        }
        assertThat(call("flush", "x", "").topic()).contains("/res/429/");
        pass(3_000);
        assertThat(call("flush", "y", "").topic()).contains("/res/200/");
    }

    @Test
    void countsAreReportedRarelyFactsSoonAndNothingTwice() throws Exception {
        pass(1_000);
        assertThat(reports()).hasSize(1);
        answerReport(204);
        Snapshot seen = new Snapshot();
        seen.spool = 4;
        board.show(seen);
        pass(14 * MINUTE);
        assertThat(reports()).hasSize(1);
        pass(2 * MINUTE);
        assertThat(reports()).hasSize(2);
        assertThat(lastReport().at("/flexyfleet/spool").asInt()).isEqualTo(4);
        answerReport(204);
        log.problem("tags", "export failed");
        pass(11_000);
        assertThat(lastReport().at("/flexyfleet/error").asString()).isEqualTo("tags");
        answerReport(204);
        pass(3_600_000);
        assertThat(reports()).hasSize(3);
    }

    @Test
    void aThrottledReportIsSentAgainAMinuteLaterAndARefusedOneNotUntilItChanges() throws Exception {
        pass(1_000);
        answerReport(429);
        pass(58_000);
        assertThat(reports()).hasSize(1);
        pass(3_000);
        assertThat(reports()).hasSize(2);
        // No answer is no answer; it is not the barrier's.
        pass(61_000);
        assertThat(reports()).hasSize(3);
        answerReport(400);
        assertThat(log.error()).isEqualTo("twin: the hub does not take the report");
        pass(1_000);
        log.solved("twin");
        log.problem("twin", "again");
        pass(15_000);
        assertThat(lastReport().at("/flexyfleet/error").asString()).isEqualTo("twin");
    }

    @Test
    void aNewConnectionReportsAgainAQuarterOfAnHourAfterTheLastReport() throws Exception {
        pass(1_000);
        answerReport(204);
        connect();
        pass(14 * MINUTE);
        assertThat(reports()).isEmpty();
        pass(2 * MINUTE);
        assertThat(reports()).hasSize(1);
    }

    private JsonNode load(String path) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/io/github/flexyfleet/schema/" + path)) {
            return json.readTree(file);
        }
    }
}
