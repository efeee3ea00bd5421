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
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.kit.TestJars;
import io.github.flexyfleet.runtime.kit.TestScripts;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import io.github.flexyfleet.runtime.status.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Methods, reported and desired properties, one message at a time. */
class TwinDialogueTest {
    private static final long MINUTE = 60_000;

    private final ObjectMapper json = new ObjectMapper();
    private final ManualClock clock = new ManualClock();
    private final FakeGateway gateway = new FakeGateway(clock);
    private MemoryStore store = new MemoryStore();
    private FakeHub hub;
    private EventLog log;
    private Board board;
    private BundleKeeper keeper;
    private HubClient client;
    private TwinDialogue twin;
    private long now;

    @BeforeEach
    void start() throws Exception {
        gateway.tag(1, "Level", 1, "A", "12.5");
        gateway.tag(2, "Mode", 2, "A", "1");
        gateway.tag(3, "Pump.1 on", 0, "A", "0");
        boot();
    }

    private void boot() throws Exception {
        TestBundle plain = TestBundle.of("x");
        String device = plain.text("device.json");
        boot(plain.with(
                "device.json",
                device.substring(0, device.length() - 1)
                        + ",\"writable\":[{\"name\":\"Level\",\"min\":0,\"max\":100},{\"name\":\"Pump*\"},"
                        + "{\"name\":\"Mode\"},{\"name\":\"Gone\"}]}"));
    }

    private void boot(TestBundle bundle) throws Exception {
        log = new EventLog(clock);
        board = new Board();
        keeper = new BundleKeeper(new MemoryStore(), log);
        keeper.open();
        bundle.send(keeper, 10_000);
        keeper.apply(bundle.digest(), 60, "r");
        FormDesk desk = new FormDesk(
                keeper,
                TestJars.none(log),
                TestScripts.none(log),
                board,
                log,
                new FlashLog(new MemoryStore(), log),
                clock,
                "0.1.0");
        twin = new TwinDialogue(keeper, desk, board, log, gateway, store, "0.1.0");
        twin.use(keeper.running());
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

    private void twinIs(String desiredTags, long version, String reportedTags) {
        String text = "{\"desired\":{\"tags\":" + desiredTags + ",\"$version\":" + version + "},\"reported\":{\"tags\":"
                + reportedTags + ",\"$version\":9}}";
        twin.twin(text.getBytes(UTF_8));
    }

    private void change(String tags, long version) {
        take(
                "$iothub/twin/PATCH/properties/desired/?$version=" + version,
                "{\"tags\":" + tags + ",\"$version\":" + version + "}");
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

    /** Lets the report due go out and be taken; gives what it says of tags. */
    private JsonNode answers() throws IOException {
        pass(11_000);
        answerReport(204);
        return lastReport().path("tags");
    }

    @Test
    void listensToChangesOnlyWhereTagsMayBeWritten() throws Exception {
        assertThat(hub.subscriptions())
                .containsExactly("$iothub/methods/POST/#", "$iothub/twin/PATCH/properties/desired/#");
        assertThat(twin.wantsTwin()).isTrue();
        boot(TestBundle.of("plain"));
        assertThat(hub.subscriptions()).containsExactly("$iothub/methods/POST/#");
        assertThat(twin.wantsTwin()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status    | null | 200",
                "flush | {} | 200",
                "reconnect | '' | 200",
                "reboot | {} | 404",
                "status | [1] | 400",
                "flush | {\"a\": | 400",
                "write | {} | 400",
                "write | {\"tag\":\"Level\"} | 400",
                "write | {\"tag\":7,\"value\":1} | 400",
                "write | {\"writes\":[]} | 400",
                "write | {\"writes\":[7]} | 400",
                "write | {\"tag\":\"Secret\",\"value\":1} | 403",
                "write | {\"tag\":\"Gone\",\"value\":1} | 404",
                "write | {\"tag\":\"Level\",\"value\":101} | 400",
                "write | {\"tag\":\"Level\",\"value\":NaN} | 400",
                "write | {\"tag\":\"Level\",\"value\":\"NaN\"} | 400",
                "write | {\"tag\":\"Level\",\"value\":null} | 400",
                "write | {\"tag\":\"level\",\"value\":1} | 403"
            })
    void everyCallIsAnswered(String method, String payload, int status) throws Exception {
        FakeHub.Received answer = call(method, "a1", payload);
        assertThat(answer.topic()).isEqualTo("$iothub/methods/res/" + status + "/?$rid=a1");
        assertThat(json.readTree(answer.payload()).has("message")).isEqualTo(status != 200);
        assertThat(gateway.written()).isEmpty();
    }

    @Test
    void aCallTooLargeToKeepIsAnsweredToo() throws Exception {
        assertThat(call("write", "1", null).topic()).isEqualTo("$iothub/methods/res/429/?$rid=1");
    }

    @Test
    void aCallThatComesTwiceIsDoneOnce() throws Exception {
        String write = "{\"tag\":\"Level\",\"value\":20}";
        FakeHub.Received first = call("write", "7", write);
        gateway.value(1, "30");
        assertThat(call("write", "7", write)).isEqualTo(first);
        assertThat(gateway.written()).containsExactly("Level=Float 20.0");
        connect();
        call("write", "7", write);
        assertThat(gateway.written()).hasSize(2);
    }

    @Test
    void tooManyCallsAreRefusedAndLaterServedAgain() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(call("flush", "c" + i, "").topic()).contains("/res/200/");
        }
        String write = "{\"tag\":\"Level\",\"value\":20}";
        assertThat(call("write", "x", write).topic()).contains("/res/429/");
        assertThat(gateway.written()).isEmpty();
        pass(3_000);
        assertThat(call("write", "y", write).topic()).contains("/res/200/");
        assertThat(gateway.written()).hasSize(1);
    }

    @Test
    void theRulesAreThoseOfTheBundleThatRuns() throws Exception {
        String write = "{\"tag\":\"Level\",\"value\":20}";
        twinIs("{\"Level\":30}", 5, "{}");
        keeper.confirm(keeper.running().digest, "r-1");
        TestBundle before = TestBundle.of("before");
        before.send(keeper, 10_000);
        keeper.apply(before.digest(), 60, "r-2");
        twin.use(keeper.running());
        connect();
        assertThat(call("write", "1", write).topic()).contains("/res/403/");
        pass(2 * MINUTE);
        assertThat(gateway.written()).isEmpty();
        twin.use(null);
        connect();
        assertThat(call("write", "2", write).topic()).contains("/res/403/");
    }

    @Test
    void flashThatCannotBeReadForAWhileIsNotForgotten() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        pass(2 * MINUTE);
        boot();
        store.setUnreadable("desired.a");
        twinIs("{\"Level\":40}", 5, "{}");
        change("{\"Mode\":3}", 6);
        pass(2 * MINUTE);
        assertThat(log.error()).isEqualTo("twin: desired properties cannot be read: cannot read desired.a");
        store.setUnreadable("");
        connect();
        twinIs("{\"Level\":40,\"Mode\":3}", 6, "{}");
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Mode=Integer 3");
    }

    @Test
    void aListIsWrittenWholeOrNotAtAll() throws Exception {
        String good = "{\"tag\":\"Level\",\"value\":20},{\"tag\":\"Mode\",\"value\":3}";
        FakeHub.Received refused = call("write", "1", "{\"writes\":[" + good + ",{\"tag\":\"Mode\",\"value\":1.5}]}");
        assertThat(refused.topic()).contains("/res/400/");
        assertThat(refused.payload())
                .isEqualTo("{\"message\":\"Mode: the value does not fit the tag's type\",\"written\":0}");
        assertThat(gateway.written()).isEmpty();
        assertThat(call("write", "2", "{\"writes\":[" + good + "]}").payload()).isEqualTo("{\"written\":2}");
        assertThat(gateway.written()).containsExactly("Level=Float 20.0", "Mode=Integer 3");
    }

    @Test
    void aWriteThatTheFlexyRefusesTellsHowFarItCame() throws Exception {
        gateway.readOnly("Mode");
        FakeHub.Received answer =
                call("write", "1", "{\"writes\":[{\"tag\":\"Level\",\"value\":20},{\"tag\":\"Mode\",\"value\":3}]}");
        assertThat(answer.topic()).contains("/res/500/");
        assertThat(answer.payload())
                .isEqualTo("{\"message\":\"Mode: the Flexy did not write it: read only\",\"written\":1}");
        assertThat(gateway.written()).containsExactly("Level=Float 20.0");
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

    @Test
    void reportsAreThoseOfTheVectorAndTheirSchema() throws Exception {
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
        for (int i = 0; i < vector.get("reports").size(); i++) {
            JsonNode desired = vector.get("desired").get(i);
            if (i == 0) {
                twinIs(desired.get("tags").toString(), desired.get("$version").asLong(), "{}");
            } else {
                change(desired.get("tags").toString(), desired.get("$version").asLong());
            }
            answers();
            List<FakeHub.Received> all = reports();
            String report = all.get(all.size() - 1).payload();
            assertThat(report)
                    .isEqualTo(vector.get("reports")
                            .get(i)
                            .asString()
                            .replace("<running>", running)
                            .replace("<fingerprint>", seen.fingerprint));
            assertThat(schema.validate(json.readTree(report))).isEmpty();
        }
        assertThat(load("reported.schema.json").get("examples"))
                .allSatisfy(example -> assertThat(schema.validate(example)).isEmpty());
        assertThat(schema.validate(json.readTree("{\"flexyfleet\":{\"runtime\":\"0.1.0\"}}")))
                .isNotEmpty();
    }

    private JsonNode load(String path) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/io/github/flexyfleet/schema/" + path)) {
            return json.readTree(file);
        }
    }

    @Test
    void aDesiredValueIsWrittenOnceAndAnswered() throws Exception {
        twinIs("{\"__t\":\"c\",\"Level\":40,\"Pump%2E1%20on\":true}", 5, "{}");
        step();
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Pump.1 on=Integer 1");
        assertThat(answers().toString())
                .isEqualTo("{\"__t\":\"c\",\"Level\":{\"value\":40,\"ac\":200,\"av\":5,\"ad\":\"\"},"
                        + "\"Pump%2E1%20on\":{\"value\":true,\"ac\":200,\"av\":5,\"ad\":\"\"}}");
        assertThat(log.last(5)).anyMatch(line -> line.endsWith("desired: wrote \"Level\", \"12.5\" to \"40\""));
        pass(10 * MINUTE);
        assertThat(gateway.written()).hasSize(2);
    }

    @Test
    void whatSomebodyChangesAtTheFlexyStays() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        step();
        JsonNode said = answers();
        gateway.value(1, "55");
        connect();
        twinIs("{\"Level\":40}", 5, said.toString());
        pass(2 * MINUTE);
        boot();
        twinIs("{\"Level\":40.0}", 6, said.toString());
        pass(2 * MINUTE);
        change("{\"Level\":40}", 7);
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0");
        change("{\"Level\":41}", 8);
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Level=Float 41.0");
    }

    @Test
    void whereFlashWasLostTheTwinsAnswersTellWhatWasWritten() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        step();
        JsonNode said = answers();
        store = new MemoryStore();
        boot();
        twinIs("{\"Level\":40,\"Mode\":2}", 6, said.toString());
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Mode=Integer 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aCutAtAnyWriteToFlashNeitherLosesAValueNorWritesItTwice(int cut) throws Exception {
        store.cutAt(cut);
        boolean wasCut = false;
        try {
            twinIs("{\"Level\":40}", 5, "{}");
            pass(3 * MINUTE);
            change("{\"Mode\":3}", 6);
            pass(3 * MINUTE);
        } catch (MemoryStore.PowerCut e) {
            wasCut = true;
        }
        assertThat(wasCut).isEqualTo(cut < 4);
        store = store.copy();
        boot();
        twinIs("{\"Level\":40,\"Mode\":3}", 6, "{}");
        pass(3 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Mode=Integer 3");
    }

    @Test
    void afterACutInBetweenItSaysThatItDoesNotKnow() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        store.cutAt(1);
        step();
        store = store.copy();
        boot();
        twinIs("{\"Level\":40}", 5, "{}");
        assertThat(answers().at("/Level/ac").asInt()).isEqualTo(500);
        assertThat(gateway.written()).hasSize(1);
    }

    @Test
    void whatTheTwinHasAnsweredIsKnownAfterACutToo() throws Exception {
        twinIs("{\"Level\":40}", 5, "{}");
        step();
        JsonNode said = answers();
        store = store.copy();
        boot();
        twinIs("{\"Level\":40}", 5, said.toString());
        pass(1_000);
        assertThat(lastReport().has("tags")).isFalse();
        change("{\"Level\":41}", 6);
        step();
        assertThat(gateway.written()).containsExactly("Level=Float 40.0", "Level=Float 41.0");
    }

    @Test
    void withoutFlashNothingIsWritten() throws Exception {
        store.setFull(true);
        twinIs("{\"Level\":40}", 5, "{}");
        pass(2 * MINUTE);
        assertThat(gateway.written()).isEmpty();
        assertThat(log.error()).startsWith("storage: desired properties wait");
        store.setFull(false);
        pass(MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 40.0");
    }

    @Test
    void refusalsAreAnsweredAndNotTriedAgain() throws Exception {
        twinIs("{\"Level\":400,\"Secret\":1,\"Gone\":1,\"Mode\":{\"a\":1}}", 5, "{}");
        step();
        JsonNode said = answers();
        assertThat(said.at("/Level/ac").asInt()).isEqualTo(400);
        assertThat(said.at("/Secret/ac").asInt()).isEqualTo(403);
        assertThat(said.at("/Gone/ac").asInt()).isEqualTo(404);
        assertThat(said.at("/Mode/ac").asInt()).isEqualTo(400);
        boot();
        twinIs("{\"Level\":400,\"Secret\":1,\"Gone\":1}", 6, said.toString());
        pass(2 * MINUTE);
        assertThat(gateway.written()).isEmpty();
        assertThat(log.last(200)).noneMatch(line -> line.contains("Secret"));
    }

    @Test
    void aDroppedWishTakesItsAnswerAway() throws Exception {
        twinIs("{\"Level\":40,\"Mode\":2}", 5, "{}");
        step();
        answers();
        change("{\"Level\":null}", 6);
        assertThat(answers().toString()).isEqualTo("{\"__t\":\"c\",\"Level\":null}");
        change("null", 7);
        assertThat(answers().toString()).isEqualTo("{\"__t\":\"c\",\"Mode\":null}");
        change("{\"Level\":40}", 8);
        pass(2 * MINUTE);
        assertThat(gateway.written()).hasSize(3);
    }

    @Test
    void changesInAMinuteAreOneWriteToFlash() throws Exception {
        twinIs("{\"Level\":1}", 5, "{}");
        step();
        int before = store.writes();
        for (int i = 2; i < 50; i++) {
            change("{\"Level\":" + i + "}", 4 + i);
            pass(1_000);
        }
        pass(2 * MINUTE);
        assertThat(gateway.written()).containsExactly("Level=Float 1.0", "Level=Float 49.0");
        assertThat(store.writes() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void aChangeThatOvertakesTheTwinIsNotLost() throws Exception {
        change("{\"Level\":42}", 6);
        twinIs("{\"Level\":40}", 5, "{}");
        assertThat(twin.wantsTwin()).isTrue();
        twinIs("{\"Level\":42}", 6, "{}");
        step();
        assertThat(gateway.written()).containsExactly("Level=Float 42.0");
        change("{\"Level\":40}", 5);
        pass(2 * MINUTE);
        assertThat(gateway.written()).hasSize(1);
    }

    @Test
    void lostChangesAreFoundInTheTwin() throws Exception {
        twinIs("{}", 5, "{}");
        assertThat(twin.wantsTwin()).isFalse();
        twin.lost();
        assertThat(twin.wantsTwin()).isTrue();
        twinIs("{}", 5, "{}");
        take("$iothub/twin/PATCH/properties/desired/?$version=6", null);
        assertThat(twin.wantsTwin()).isTrue();
    }

    @Test
    void aTwinThatCannotBeReadIsNotAskedForAgainAndAgain() {
        twin.twin("{\"desired\":".getBytes(UTF_8));
        assertThat(twin.wantsTwin()).isFalse();
        assertThat(log.error()).startsWith("twin: desired properties cannot be read");
    }
}
