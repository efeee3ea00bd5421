package io.github.flexyfleet.runtime.tags;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.hub.Message;
import io.github.flexyfleet.runtime.hub.MessageMaker;
import io.github.flexyfleet.runtime.hub.Outbox;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.util.ArrayList;
import java.util.List;

/** Telemetry over a fake Flexy, step by step in virtual time. */
final class Rig {
    static final int STEP = 250;

    final ManualClock clock = new ManualClock();
    final FakeGateway gateway = new FakeGateway(clock);
    final EventLog log = new EventLog(clock);
    final Outbox outbox = new Outbox(new MemoryStore(), 1, log);
    final Telemetry telemetry = new Telemetry(clock, gateway, new MessageMaker(outbox, 1), log);
    private long now;

    /** Runs a bundle with these groups, without heartbeat. */
    void use(String groups) throws Refusal {
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), log);
        keeper.open();
        TestBundle bundle = TestBundle.of("t", true, "[" + groups + "]", 0);
        bundle.send(keeper, 1000);
        keeper.apply(bundle.digest(), 60, "r");
        telemetry.use(keeper.running());
    }

    /** One step; what it throws is the caller's. */
    void step() {
        try {
            telemetry.step(now, true);
        } finally {
            now += STEP;
            clock.pass(STEP);
        }
    }

    /** Lets time pass; answers the messages made, as {@code kind/group payload}. */
    List<String> run(double seconds) {
        for (int i = 0; i < seconds * 1000 / STEP; i++) {
            step();
        }
        return made();
    }

    /** The messages made since the last call. */
    List<String> made() {
        List<String> made = new ArrayList<>();
        long last = 0;
        for (Message message = outbox.after(last); message != null; message = outbox.after(last)) {
            last = message.position;
            made.add(message.topic.replaceAll(".*&kind=", "").replace("&group=", "/") + " "
                    + new String(message.payload, UTF_8));
        }
        outbox.release(last);
        return made;
    }

    /** Exports of values so far. */
    long valueExports() {
        return gateway.exports().stream()
                .filter(each -> each.startsWith("$dtIV"))
                .count();
    }
}
