package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.kit.FakeHub;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the hub sees of the runtime and asks of it. */
class WorkerAtTheHubTest extends WorkerRig {
    private String call(String method, String payload) {
        return answer(method, payload).toString();
    }

    private FakeHub.Received answer(String method, String payload) {
        hub.send("$iothub/methods/POST/" + method + "/?$rid=" + method, payload);
        run(1);
        return hub.others().stream()
                .filter(message -> message.topic().startsWith("$iothub/methods/res/"))
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    @Test
    void theStatusComesThroughTheHubToo() {
        deliver(BUNDLE);
        hub.status(5);
        run(60);
        FakeHub.Received answer = answer("status", "null");
        assertThat(answer.topic()).isEqualTo("$iothub/methods/res/200/?$rid=status");
        JsonNode seen = json.readTree(answer.payload());
        assertThat(seen.get("running").asString()).isEqualTo(BUNDLE.digest());
        assertThat(seen.propertyNames()).containsExactlyElementsOf(status().propertyNames());
    }

    @Test
    void aFlushSendsAllTagsAtOnceAndAsksTheBarrierForThem() {
        deliver(BUNDLE);
        hub.status(5);
        run(5);
        hub.telemetry().clear();
        assertThat(call("flush", "")).contains("res/200/", "{\"taken\":true}");
        assertThat(hub.telemetry())
                .singleElement()
                .satisfies(message -> assertThat(message.topic()).contains("&kind=full&group=all"));
        run(1);
        assertThat(status().get("spool").asInt()).isZero();
    }

    @Test
    void aReconnectTakesAnotherClientAfterTheAnswer() {
        deliver(BUNDLE);
        hub.status(5);
        run(5);
        assertThat(call("reconnect", "{}")).contains("res/200/");
        assertThat(hub.clients()).hasSize(1);
        run(3);
        assertThat(hub.clients()).hasSize(2);
        assertThat(status().get("hub").get("status").asString()).isEqualTo("connected");
        assertThat(hub.publishedWhileDown()).isZero();
        run(60);
        assertThat(hub.clients()).hasSize(2);
    }

    @Test
    void theTwinShowsWhatRunsAndHearsOfASwitchWithinSeconds() {
        deliver(BUNDLE);
        hub.status(5);
        run(3);
        FakeHub.Received report = hub.others().get(0);
        assertThat(report.topic()).isEqualTo("$iothub/twin/PATCH/properties/reported/?$rid=r1");
        JsonNode said = json.readTree(report.payload()).get("flexyfleet");
        assertThat(said.get("running").asString()).isEqualTo(BUNDLE.digest());
        assertThat(said.get("state").asString()).isEqualTo("trial");
        assertThat(said.get("certificate").get("fingerprint").asString())
                .isEqualTo(keeper.running().config.fingerprint);
        hub.send("$iothub/twin/res/204/?$rid=r1&$version=2", "");
        form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        run(15);
        assertThat(hub.others()).hasSize(2);
        assertThat(hub.others().get(1).payload()).contains("\"state\":\"confirmed\"");
        hub.send("$iothub/twin/res/204/?$rid=r2&$version=3", "");
        run(600);
        assertThat(hub.others()).hasSize(2);
    }
}
