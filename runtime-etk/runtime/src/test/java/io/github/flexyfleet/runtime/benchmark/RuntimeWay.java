package io.github.flexyfleet.runtime.benchmark;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.hub.Message;
import io.github.flexyfleet.runtime.hub.MessageMaker;
import io.github.flexyfleet.runtime.hub.Outbox;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.tags.Telemetry;
import java.util.ArrayList;
import java.util.List;

/** The runtime, from an event or an export to messages in the outbox that are released at once. */
final class RuntimeWay implements Way {
    private static final int STEPS = 4;

    private final ManualClock clock = new ManualClock();
    private final EventLog log = new EventLog(clock);
    private final Outbox outbox = new Outbox(new MemoryStore(), 1, log);
    private final Plant plant;
    private final Telemetry telemetry;
    private final boolean events;
    private long now;
    private final List<Message> sent = new ArrayList<>();

    RuntimeWay(Plant plant, boolean events) throws Refusal {
        this.plant = plant;
        this.events = events;
        telemetry = new Telemetry(clock, plant, new MessageMaker(outbox, 1), log);
        String group = events
                ? TestBundle.group("g", "A", 1, PublishingCost.FULL_SECONDS)
                : TestBundle.typed("g", "A", 1, PublishingCost.FULL_SECONDS);
        telemetry.use(TestBundle.of("t", true, "[" + group + "]", 0).running());
    }

    @Override
    public void second(int number) {
        if (events && number > 0) {
            plant.tell(clock.now());
        }
        for (int i = 0; i < STEPS; i++) {
            telemetry.step(now, true);
            now += 1000 / STEPS;
            clock.pass(1000 / STEPS);
        }
        sent.clear();
        long last = 0;
        for (Message message = outbox.after(last); message != null; message = outbox.after(last)) {
            last = message.position;
            sent.add(message);
        }
        outbox.release(last);
    }

    /** Every value has one quoted name with this beginning. */
    private static int valuesIn(byte[] payload) {
        int values = 0;
        for (int i = 0; i < payload.length - 1; i++) {
            if (payload[i] == '"' && payload[i + 1] == 'P') {
                values++;
            }
        }
        return values;
    }

    @Override
    public long published() {
        return sent.stream().mapToLong(message -> valuesIn(message.payload)).sum();
    }
}
