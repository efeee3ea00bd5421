package io.github.flexyfleet.runtime.twin;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A twin's dialogue on a Flexy with three tags that the hub may write, and a hub that the test plays. */
abstract class TwinRig {
    static final long MINUTE = 60_000;

    final ObjectMapper json = new ObjectMapper();
    final ManualClock clock = new ManualClock();
    final FakeGateway gateway = new FakeGateway(clock);
    MemoryStore store = new MemoryStore();
    FakeHub hub;
    EventLog log;
    Board board;
    BundleKeeper keeper;
    HubClient client;
    TwinDialogue twin;
    long now;

    @BeforeEach
    void start() throws Exception {
        gateway.tag(1, "Level", 1, "A", "12.5");
        gateway.tag(2, "Mode", 2, "A", "1");
        gateway.tag(3, "Pump.1 on", 0, "A", "0");
        boot();
    }

    void boot() throws Exception {
        TestBundle plain = TestBundle.of("x");
        String device = plain.text("device.json");
        boot(plain.with(
                "device.json",
                device.substring(0, device.length() - 1)
                        + ",\"writable\":[{\"name\":\"Level\",\"min\":0,\"max\":100},{\"name\":\"Pump*\"},"
                        + "{\"name\":\"Mode\"},{\"name\":\"Gone\"}]}"));
    }

    void boot(TestBundle bundle) throws Exception {
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

    void connect() throws IOException {
        hub = new FakeHub();
        hub.status(5);
        client = hub.create(keeper.running(), "hub.example");
        twin.connected(client, now);
    }

    void step() throws IOException {
        twin.publish(client, now);
        now += 240;
    }

    void pass(long ms) throws IOException {
        for (long end = now + ms; now < end; ) {
            step();
        }
    }

    void take(String topic, String payload) {
        twin.take(new Incoming(topic, payload == null ? null : payload.getBytes(UTF_8)), now);
    }

    FakeHub.Received call(String method, String id, String payload) throws IOException {
        int before = hub.others().size();
        take("$iothub/methods/POST/" + method + "/?$rid=" + id, payload);
        step();
        return hub.others().get(before);
    }

    void twinIs(String desiredTags, long version, String reportedTags) {
        String text = "{\"desired\":{\"tags\":" + desiredTags + ",\"$version\":" + version + "},\"reported\":{\"tags\":"
                + reportedTags + ",\"$version\":9}}";
        twin.twin(text.getBytes(UTF_8));
    }

    void change(String tags, long version) {
        take(
                "$iothub/twin/PATCH/properties/desired/?$version=" + version,
                "{\"tags\":" + tags + ",\"$version\":" + version + "}");
    }

    List<FakeHub.Received> reports() {
        return hub.others().stream()
                .filter(each -> each.topic().startsWith("$iothub/twin/PATCH/properties/reported/"))
                .toList();
    }

    void answerReport(int status) {
        List<FakeHub.Received> all = reports();
        String id = Incoming.requestId(all.get(all.size() - 1).topic());
        take("$iothub/twin/res/" + status + "/?$rid=" + id + "&$version=4", "");
    }

    JsonNode lastReport() {
        List<FakeHub.Received> all = reports();
        return json.readTree(all.get(all.size() - 1).payload());
    }

    /** Lets the report due go out and be taken; gives what it says of tags. */
    JsonNode answers() throws IOException {
        pass(11_000);
        answerReport(204);
        return lastReport().path("tags");
    }
}
