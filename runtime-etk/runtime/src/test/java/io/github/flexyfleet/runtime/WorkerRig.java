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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The whole runtime but its thin adapters. */
abstract class WorkerRig {
    static final int STEP = 240;
    static final TestBundle BUNDLE = TestBundle.of("x");

    final ObjectMapper json = new ObjectMapper();
    final ManualClock clock = new ManualClock();
    final FakeGateway gateway = new FakeGateway(clock);
    final FakeHub hub = new FakeHub();
    private final MemoryStore store = new MemoryStore();
    final FakeMachine machine = new FakeMachine();
    EventLog log;
    BundleKeeper keeper;
    private FormDesk desk;
    JarKeeper jars;
    Worker worker;

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

    final void run(int seconds) {
        for (int ms = 0; ms < seconds * 1000; ms += STEP) {
            worker.step();
            clock.pass(STEP);
        }
    }

    final JsonNode form(String name, Map<String, String> fields) {
        String answer = desk.answer(name, field -> fields.getOrDefault(field, ""));
        assertThat(answer).doesNotContain("\n");
        return json.readTree(answer);
    }

    final JsonNode status() {
        return form("fleetStatus", Map.of());
    }

    final void deliver(TestBundle bundle) {
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
}
