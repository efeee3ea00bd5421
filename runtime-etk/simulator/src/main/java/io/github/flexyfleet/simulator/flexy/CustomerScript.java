package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.flexy.basic.Program;
import io.github.flexyfleet.simulator.flexy.mqtt.NativeMqtt;
import io.github.flexyfleet.simulator.net.Waiting;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** A {@link CustomerProgram} from boot to power off; its timers are 1 for all values and 2 for changed ones. */
final class CustomerScript implements Program {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int FULL = 1;
    private static final int CHANGED = 2;
    private static final int CONNECTED = 5;

    private final CustomerProgram program;
    private final Parts parts;
    private final Map<Integer, TagValue> seen = new HashMap<>();
    private final Duration[] timers = new Duration[CHANGED + 1];
    private boolean halted;
    private int mqtt;

    /**
     * What it works with.
     *
     * @param later does work on the script engine's thread after a delay
     * @param waiting holds that thread
     */
    record Parts(
            NativeMqtt mqtt,
            TagTable tags,
            InstantSource clock,
            ZoneId zone,
            Later later,
            Waiting waiting,
            Consumer<String> log) {}

    /** Does work on the thread of the script engine. */
    @FunctionalInterface
    interface Later {
        /** After this delay. */
        void schedule(Duration delay, Runnable work);
    }

    CustomerScript(CustomerProgram program, Parts parts) {
        this.program = program;
        this.parts = parts;
    }

    /** Connects and starts its timers. */
    synchronized void start() {
        timers[FULL] = program.full();
        timers[CHANGED] = program.change();
        try {
            mqtt = parts.mqtt().create(program.deviceId(), program.hub());
            String[] options = {
                "PORT",
                "8883",
                "KEEPALIVE",
                "20",
                "TLSVERSION",
                "tlsv1.2",
                "PROTOCOLVERSION",
                "3.1.1",
                "CAFILE",
                program.caFile(),
                "CERTFILE",
                "/usr/" + program.deviceId() + ".crt",
                "KEYFILE",
                "/usr/" + program.deviceId() + ".key",
                "USERNAME",
                program.hub() + "/" + program.deviceId() + "/api-version=2016-11-14"
            };
            for (int i = 0; i < options.length; i += 2) {
                parts.mqtt().option(mqtt, options[i], options[i + 1]);
            }
            parts.mqtt().connect(mqtt);
        } catch (Refusal e) {
            parts.log().accept("BASIC: " + e.getMessage());
        }
        arm(FULL);
        arm(CHANGED);
    }

    private synchronized void arm(int timer) {
        Duration time = timers[timer];
        if (!halted && !time.isZero()) {
            try {
                parts.later().schedule(time, () -> due(timer, time));
            } catch (RejectedExecutionException e) {
                halted = true;
            }
        }
    }

    private void due(int timer, Duration armed) {
        synchronized (this) {
            if (halted || !armed.equals(timers[timer])) {
                return;
            }
        }
        try {
            parts.waiting().pause(program.busy());
            send(timer == FULL);
            arm(timer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void send(boolean all) {
        List<Tag> wanted = parts.tags().all().stream()
                .filter(tag ->
                        tag.groups().chars().anyMatch(group -> program.groups().indexOf(group) >= 0))
                .filter(tag -> {
                    TagValue value = parts.tags().value(tag);
                    TagValue last = seen.put(tag.id(), value);
                    return all || (last != null && !last.equals(value));
                })
                .toList();
        try {
            if (mqtt != 0 && !wanted.isEmpty() && parts.mqtt().status(mqtt) == CONNECTED) {
                byte[] body = json(wanted).getBytes(StandardCharsets.UTF_8);
                parts.mqtt().publish(mqtt, "devices/" + program.deviceId() + "/messages/events/", body, 0, false);
            }
        } catch (Refusal e) {
            parts.log().accept("BASIC: " + e.getMessage());
        }
    }

    /** As the scripts in use write it: every value a string, nothing escaped (talk2m-m2web 10). */
    private String json(List<Tag> wanted) {
        StringBuilder text = new StringBuilder("{");
        for (Tag tag : wanted) {
            text.append('"').append(tag.name()).append("\":\"");
            text.append(parts.tags().value(tag).shown()).append("\",");
        }
        Instant now = parts.clock().instant();
        return text.append("\"time\": \"")
                .append(TIME.format(now.atZone(parts.zone())))
                .append("\"}")
                .toString();
    }

    @Override
    public synchronized void halt() {
        halted = true;
    }

    @Override
    public synchronized void timer(int number, int seconds) {
        if (number <= CHANGED) {
            timers[number] = Duration.ofSeconds(seconds);
            arm(number);
        }
    }

    @Override
    public synchronized void disconnect() {
        if (mqtt != 0) {
            parts.mqtt().free(mqtt);
            mqtt = 0;
        }
    }

    /** Ends its connection, as the power does. */
    void end() {
        halt();
        parts.mqtt().close();
    }
}
