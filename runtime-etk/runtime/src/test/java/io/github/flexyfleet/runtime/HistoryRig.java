package io.github.flexyfleet.runtime;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.FakeMachine;
import io.github.flexyfleet.runtime.kit.FakeReach;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.kit.TestJars;
import io.github.flexyfleet.runtime.kit.TestScripts;
import io.github.flexyfleet.runtime.status.Alive;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole runtime but its thin adapters, on a Flexy that records. */
final class HistoryRig {
    static final String GROUP =
            TestBundle.group("g", "A", 0, 60, "\"history\":true").replace("classic", "typed");
    private static final Pattern VALUE = Pattern.compile("\\{\"name\".*?\"}");
    private static final int STEP = 1000;

    final ManualClock clock = new ManualClock();
    final FakeGateway gateway = new FakeGateway(clock);
    final FakeHub hub = new FakeHub();
    final MemoryStore flash;
    EventLog log;
    private Board board;
    private BundleKeeper keeper;
    private Worker worker;

    HistoryRig(MemoryStore flash) {
        this.flash = flash;
    }

    /** With a tag of each kind, running a bundle. */
    static HistoryRig running(TestBundle bundle) throws Refusal {
        return running(bundle, new MemoryStore());
    }

    static HistoryRig running(TestBundle bundle, MemoryStore flash) throws Refusal {
        HistoryRig rig = new HistoryRig(flash);
        rig.gateway.tag(1, "Level", 1, "A", "12.5");
        rig.gateway.tag(2, "State", 6, "A", "idle");
        rig.gateway.tag(3, "Private", 1, "B", "9");
        rig.start();
        rig.use(bundle);
        rig.hub.status(5);
        return rig;
    }

    static TestBundle bundle(String salt, String... groups) {
        return TestBundle.of(salt, true, "[" + String.join(",", groups) + "]", 0);
    }

    /** A start of the runtime, after which the native client begins anew. */
    void start() {
        int status = hub.status();
        hub.status(4);
        try {
            boot();
        } finally {
            hub.status(status);
        }
    }

    private void boot() {
        log = new EventLog(clock);
        board = new Board();
        StartGuard guard = new StartGuard(flash, log);
        guard.open();
        keeper = new BundleKeeper(flash, log);
        keeper.open();
        worker = new Worker(
                clock,
                gateway,
                flash,
                hub,
                new FakeReach(),
                new Random(13),
                keeper,
                TestJars.none(log),
                TestScripts.none(log),
                guard,
                new Alive(new FakeMachine(), gateway),
                log,
                new FlashLog(new MemoryStore(), log),
                board,
                new FormDesk(
                        keeper,
                        TestJars.none(log),
                        TestScripts.none(log),
                        board,
                        log,
                        new FlashLog(new MemoryStore(), log),
                        clock,
                        "0.1.0"));
    }

    void use(TestBundle bundle) throws Refusal {
        bundle.send(keeper, 1000);
        keeper.apply(bundle.digest(), 600, "a-" + bundle.digest().substring(0, 8));
        keeper.confirm(bundle.digest(), "c-" + bundle.digest().substring(0, 8));
    }

    void run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            turn(STEP);
        }
    }

    /** One step of the runtime, and so much time. */
    void turn(int ms) {
        worker.step();
        clock.pass(ms);
    }

    /** Messages that wait. */
    int waiting() {
        return board.last().spool;
    }

    /** The time so many seconds from now. */
    String in(long seconds) {
        return Instant.ofEpochMilli(clock.now()).plusSeconds(seconds).toString();
    }

    /** Messages of history as the hub got them, those with values. */
    List<String> history() {
        return all().stream().filter(text -> !text.contains("\"until\"")).toList();
    }

    /** Values of history as the hub got them, in order. */
    List<String> values() {
        return history().stream()
                .flatMap(text -> VALUE.matcher(text).results())
                .map(match -> match.group())
                .toList();
    }

    /** Times up to which history was sent. */
    List<String> ends() {
        return all().stream()
                .map(text -> Pattern.compile("\"until\":\"([^\"]*)\"").matcher(text))
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .toList();
    }

    /** All messages of history as the hub got them. */
    List<String> all() {
        return hub.telemetry().stream()
                .filter(message -> message.topic().contains("&kind=history"))
                .map(FakeHub.Received::payload)
                .toList();
    }

    List<String> historyExports() {
        return gateway.exports().stream()
                .filter(export -> export.startsWith("$dtH"))
                .toList();
    }

    static String value(String name, String value, String quality, String time) {
        return "{\"name\":\"" + name + "\",\"value\":" + value + ",\"quality\":\"" + quality + "\",\"time\":\"" + time
                + "\"}";
    }
}
