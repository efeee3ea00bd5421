package io.github.flexyfleet.runtime.twin;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Methods and reported properties, one message at a time. */
class TwinDialogueTest extends TwinRig {
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
}
