package io.github.flexyfleet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.FakeMachine;
import io.github.flexyfleet.runtime.kit.FakeReach;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.kit.TestScripts;
import io.github.flexyfleet.runtime.script.ScriptKeeper;
import io.github.flexyfleet.runtime.status.Alive;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import io.github.flexyfleet.runtime.update.JarKeeper;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The whole runtime but its thin adapters, from the first form to confirmed data at the hub. */
class WorkerTest {
    private static final int STEP = 240;
    private static final TestBundle BUNDLE = TestBundle.of("x");

    private final ObjectMapper json = new ObjectMapper();
    private final ManualClock clock = new ManualClock();
    private final FakeGateway gateway = new FakeGateway(clock);
    private final FakeHub hub = new FakeHub();
    private final MemoryStore store = new MemoryStore();
    private final FakeMachine machine = new FakeMachine();
    private EventLog log;
    private BundleKeeper keeper;
    private FormDesk desk;
    private JarKeeper jars;
    private Worker worker;

    @BeforeEach
    void boot() {
        log = new EventLog(clock);
        Board board = new Board();
        keeper = new BundleKeeper(store, log);
        keeper.open();
        jars = new JarKeeper(new MemoryStore("/usr/"), machine, log, "Start");
        ScriptKeeper script = TestScripts.none(log);
        FlashLog flash = new FlashLog(store, log);
        desk = new FormDesk(keeper, jars, script, board, log, flash, clock, "0.1.0");
        StartGuard guard = new StartGuard(store, log);
        guard.open();
        worker = new Worker(
                clock,
                gateway,
                store,
                hub,
                new FakeReach(),
                new Random(13),
                keeper,
                jars,
                script,
                guard,
                new Alive(machine, gateway),
                log,
                flash,
                board,
                desk);
        gateway.tag(1, "Level", 1, "A", "12.5");
        gateway.tag(2, "Pump", 0, "D", "1");
    }

    private void run(int seconds) {
        for (int ms = 0; ms < seconds * 1000; ms += STEP) {
            worker.step();
            clock.pass(STEP);
        }
    }

    private JsonNode form(String name, Map<String, String> fields) {
        String answer = desk.answer(name, field -> fields.getOrDefault(field, ""));
        assertThat(answer).doesNotContain("\n");
        return json.readTree(answer);
    }

    private JsonNode status() {
        return form("fleetStatus", Map.of());
    }

    private void deliver(TestBundle bundle) {
        String name = TestBundle.MANIFEST;
        while (true) {
            byte[] content = bundle.content(name);
            Map<String, String> fields = new HashMap<>(Map.of("digest", bundle.digest(), "name", name));
            fields.put("size", Integer.toString(content.length));
            fields.put("sha256", TestBundle.sha256(content));
            fields.put("offset", "0");
            fields.put("data", Base64.getEncoder().encodeToString(content));
            JsonNode answer = form("fleetPut", fields);
            assertThat(answer.get("complete").asBoolean()).as(answer.toString()).isTrue();
            if (answer.get("missing").isEmpty()) {
                break;
            }
            name = answer.get("missing").get(0).asString();
        }
        form("fleetApply", Map.of("digest", bundle.digest(), "revertAfterSeconds", "600", "request", "r-1"));
    }

    @Test
    void fromAnEmptyFlexyToConfirmedData() {
        run(1);
        JsonNode empty = status();
        assertThat(empty.get("state").asString()).isEqualTo("empty");
        assertThat(empty.get("hub").get("status").asString()).isEqualTo("off");
        deliver(BUNDLE);
        run(2);
        assertThat(status().get("hub").get("status").asString()).isEqualTo("connecting");
        hub.status(5);
        run(2);
        JsonNode trial = status();
        assertThat(trial.toString())
                .isEqualTo(json.readTree(("{\"protocol\":1,\"ok\":true,\"form\":\"fleetStatus\","
                                        + "\"serial\":\"2005-0001-25\",\"firmware\":\"14.9\",\"runtime\":\"0.1.0\",\"boot\":1,"
                                        + "\"uptimeSeconds\":5,\"state\":\"trial\",\"confirmed\":\"\",\"candidate\":\"D\","
                                        + "\"running\":\"D\",\"revertInSeconds\":596,\"lastRequest\":\"r-1\",\"lastOutcome\":\"\","
                                        + "\"hub\":{\"status\":\"connected\",\"code\":5,\"seconds\":1,\"host\":\"hub.example\",\"barrier\":true},"
                                        + "\"certificate\":{\"fingerprint\":\"F\",\"notAfter\":\"2036-11-22T00:00:00Z\"},"
                                        + "\"sequence\":1,\"acknowledged\":1,\"spool\":0,\"dropped\":0,\"tags\":2,\"error\":\"\","
                                        + "\"clock\":\"2026-11-22T19:00:05Z\",\"freeHeap\":20000000,\"freeFlash\":28000000}")
                                .replace("\"D\"", '"' + BUNDLE.digest() + '"')
                                .replace("\"F\"", '"' + keeper.running().config.fingerprint + '"'))
                        .toString());
        assertThat(hub.telemetry().get(0).payload())
                .isEqualTo("{\"Level\":\"12.5\",\"Pump\":\"1\",\"time\": \"2026-11-22 20:00:01\"}");
        JsonNode confirmed = form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        assertThat(confirmed.get("state").asString()).isEqualTo("confirmed");
        boot();
        run(2);
        assertThat(status().get("boot").asInt()).isEqualTo(2);
        assertThat(hub.telemetry())
                .last()
                .satisfies(message -> assertThat(message.topic()).contains("&boot=2&seq=1&kind=full"));
    }

    @Test
    void theStatusIsTrueFromTheFirstMoment() {
        JsonNode status = status();
        assertThat(status.get("serial").asString()).isEqualTo("2005-0001-25");
        assertThat(status.get("firmware").asString()).isEqualTo("14.9");
        assertThat(status.get("freeFlash").asLong()).isEqualTo(28_000_000);
    }

    @Test
    void aBundleThatIsNotConfirmedGivesWayToNothing() {
        deliver(BUNDLE);
        hub.status(5);
        run(590);
        int before = hub.telemetry().size();
        run(12);
        assertThat(status().get("lastOutcome").asString()).isEqualTo("reverted-timeout");
        assertThat(status().get("hub").get("status").asString()).isEqualTo("off");
        run(60);
        assertThat(hub.telemetry().size()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void aJumpOfTheClockNeitherEndsTheTrialNorStopsThePushes() {
        deliver(BUNDLE);
        hub.status(5);
        run(30);
        clock.set("2030-01-01T00:00:00Z");
        run(30);
        clock.set("2025-01-01T00:00:00Z");
        run(30);
        assertThat(status().get("state").asString()).isEqualTo("trial");
        assertThat(hub.telemetry().size()).isBetween(5, 6);
        assertThat(log.last(50))
                .anyMatch(line -> line.startsWith("2030-01-01T00:00:00Z the clock was set from 2026-11-22T19:00:"))
                .anyMatch(line -> line.startsWith("2025-01-01T00:00:00Z the clock was set from 2030-01-01T00:00:"));
    }

    @Test
    void aClockThatFallsBackToItsEpochHoldsMessagesAndSaysSo() {
        deliver(BUNDLE);
        hub.status(5);
        run(30);
        int before = hub.telemetry().size();
        clock.set("1970-01-01T00:00:10Z");
        run(60);
        assertThat(hub.telemetry()).hasSize(before);
        assertThat(status().get("error").asString()).startsWith("clock: ");
        clock.set("2026-11-22T19:02:00Z");
        run(2);
        assertThat(hub.telemetry()).hasSize(before + 1);
        assertThat(hub.telemetry().get(before).payload()).contains("2026-11-22 20:02:00");
        assertThat(status().get("error").asString()).isEmpty();
    }

    @Test
    void anImplausibleClockKeepsItFromConnecting() {
        clock.set("1970-01-01T00:00:10Z");
        deliver(BUNDLE);
        hub.status(5);
        run(60);
        assertThat(status().get("hub").get("status").asString()).isEqualTo("waiting");
        assertThat(hub.telemetry()).isEmpty();
        assertThat(status().get("error").asString()).startsWith("clock: it shows a time before 2024");
        clock.set("2026-11-22T19:00:00Z");
        run(2);
        assertThat(hub.telemetry()).hasSize(1);
    }

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

    @Test
    void startsThatDoNotLiveEndInSafeModeWhichOnlyAnswersForms() {
        deliver(BUNDLE);
        form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        hub.status(5);
        for (int i = 0; i < StartGuard.MAX_BAD; i++) {
            run(300);
            boot();
        }
        int before = hub.telemetry().size();
        run(1_700);
        JsonNode status = status();
        assertThat(status.get("state").asString()).isEqualTo("confirmed");
        assertThat(status.get("hub").get("reason").asString()).isEqualTo("safe-mode");
        assertThat(status.get("hub").get("status").asString()).isEqualTo("off");
        assertThat(status.get("error").asString()).startsWith("safe-mode: 7 starts");
        assertThat(hub.telemetry()).hasSize(before);
        assertThat(machine.minutes())
                .as("it is watched again only when it tries again")
                .isEqualTo(-1);
        run(200);
        assertThat(status().get("hub").has("reason")).isFalse();
        assertThat(hub.telemetry().size()).isGreaterThan(before);
        assertThat(machine.minutes()).isEqualTo(5);
    }

    @Test
    void anotherBundleEndsSafeModeAtOnce() {
        deliver(BUNDLE);
        form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        for (int i = 0; i < StartGuard.MAX_BAD; i++) {
            boot();
        }
        hub.status(5);
        run(10);
        assertThat(hub.telemetry()).isEmpty();
        deliver(TestBundle.of("y"));
        run(10);
        assertThat(status().get("hub").get("status").asString()).isEqualTo("connected");
        assertThat(hub.telemetry()).isNotEmpty();
    }

    @Test
    void theWatchIsServedAtEveryStep() {
        run(10);
        assertThat(machine.served()).isBetween(40, 43);
    }

    @Test
    void theWatchEndsOnceTheProgramIsBackSinceTheRuntimeIsTakenOffNext() {
        Map<String, String> park = Map.of("do", "park", "request", "s-1");
        form("fleetScript", park);
        run(6);
        assertThat(form("fleetScript", park).get("done").asBoolean()).isTrue();
        assertThat(machine.minutes()).as("it goes on").isEqualTo(-1);
        Map<String, String> restore = Map.of("do", "restore", "request", "s-2");
        form("fleetScript", restore);
        run(6);
        assertThat(form("fleetScript", restore).get("done").asBoolean()).isTrue();
        assertThat(machine.minutes()).isZero();
    }

    @Test
    void aHandoverToAnotherRuntimeTakesAlongWhatWaitsInRam() {
        jars.open(new String[] {"60", "0.2.0", "ab".repeat(32)});
        deliver(BUNDLE);
        form("fleetConfirm", Map.of("digest", BUNDLE.digest(), "request", "r-2"));
        long made = 0;
        for (int steps = 0; steps < 300 && !machine.left(); steps++) {
            made = status().get("sequence").asLong();
            worker.step();
            clock.pass(STEP);
        }
        assertThat(machine.left()).isTrue();
        assertThat(made).isGreaterThan(2);
        boot();
        hub.status(5);
        run(10);
        assertThat(hub.telemetry())
                .filteredOn(message -> message.topic().contains("&boot=1&"))
                .extracting(message -> message.topic().replaceAll(".*&seq=([0-9]+)&.*", "$1"))
                .startsWith("1", "2", "3")
                .hasSizeGreaterThanOrEqualTo((int) made);
    }

    @Test
    void afterAGapAllValuesAreSentSinceNobodyKnowsWhichOnesWereDropped() {
        gateway.tag(3, "Text", 6, "A", "");
        deliver(TestBundle.of("x", true, "[" + TestBundle.group("all", "A", 1, 86400) + "]", 86400)
                .spool(250_000, 86400, 10, true));
        for (int second = 0; status().get("dropped").asLong() == 0 && second < 300; second++) {
            gateway.value(3, second + "x".repeat(4000));
            run(1);
        }
        assertThat(status().get("dropped").asLong()).isPositive();
        gateway.value(1, "99.5");
        for (int second = 0; second < 60; second++) {
            gateway.value(3, "later " + second + "x".repeat(4000));
            run(1);
        }
        hub.status(5);
        run(600);
        assertThat(status().get("spool").asInt()).isZero();
        assertThat(hub.telemetry())
                .last()
                .satisfies(message -> assertThat(message.payload()).contains("\"Level\":\"99.5\""));
        int size = hub.telemetry().size();
        run(600);
        assertThat(hub.telemetry()).as("once").hasSize(size);
    }

    @Test
    void aFailureInAStepIsToldWithItsPlace() {
        worker.failed(new IllegalStateException());
        assertThat(log.error())
                .startsWith("internal: java.lang.IllegalStateException")
                .contains("WorkerTest");
    }
}
