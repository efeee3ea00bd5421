package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.FakeReach;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.SilentDialogue;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;

/** A link to a hub, with messages to send; time passes as a test wants it. */
abstract class LinkRig {
    static final int STEP = 240;
    static final long UTC = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();

    final FakeHub hub = new FakeHub();
    final FakeReach reach = new FakeReach();
    final EventLog log = new EventLog(new ManualClock());
    final Outbox outbox = new Outbox(new MemoryStore(), 3, log);
    final HubLink link = new HubLink(hub, reach, new MemoryStore(), outbox, new Random(11), log, new SilentDialogue());
    final MessageMaker maker = new MessageMaker(outbox, 3);
    RunningBundle bundle;
    long now;

    @BeforeEach
    void use() throws Refusal {
        bundle = bundle(TestBundle.of("x"));
        link.use(bundle, now);
    }

    static RunningBundle bundle(TestBundle test) throws Refusal {
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), new EventLog(new ManualClock()));
        keeper.open();
        test.send(keeper, 1000);
        keeper.apply(test.digest(), 60, "r");
        return keeper.running();
    }

    final void steps(long ms) {
        for (long end = now + ms; now < end; now += STEP) {
            link.step(now, UTC, true);
        }
    }

    final void make(int count) {
        for (int i = 0; i < count; i++) {
            maker.make(bundle, "full", bundle.config.groups()[0], new byte[] {'{', '}'});
        }
    }

    final List<String> received() {
        return hub.telemetry().stream()
                .map(message -> message.topic().replaceAll(".*&seq=([0-9]+)&.*", "$1"))
                .toList();
    }
}
