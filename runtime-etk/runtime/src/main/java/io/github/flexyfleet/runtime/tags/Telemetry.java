package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.bundle.TagGroup;
import io.github.flexyfleet.runtime.hub.MessageMaker;
import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.UtcTime;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/**
 * Makes messages of the tags of all groups, while the clock can be trusted, connected or not; a bundle starts with a
 * full push. Nothing is looked at before something is due; then one export serves all groups, or none is needed where
 * events tell all. Running time in ms. Worker thread only.
 */
public final class Telemetry {
    private static final long TABLE_MS = 60000;
    private static final long RETRY_MS = 5000;
    private static final String CODE = "tags";

    /** Between two looks at the tag table when the values are of other tags than it says. */
    private static final long STALE_MS = 10000;

    /** Reading and sending may take a quarter of the time; after it, it rests three times as long. */
    private static final int REST = 3;

    /** Told once, and not of the first reading, which is longer. */
    private static final int TOLD = 3;

    private static final int MAX_WORK_MS = 20000;

    private final Clock clock;
    private final Gateway gateway;
    private final MessageMaker maker;
    private final EventLog log;
    private final LocalTime localTime;
    private final TagEvents events;
    private RunningBundle bundle;

    /** The tag groups and their tags, as far as they are known. */
    GroupPush[] pushes = new GroupPush[0];

    Readings readings = new Readings(pushes);
    private boolean started;
    private boolean changed;
    private int slow;
    private long tableAt;
    private long tableReadAt;
    private long retryAt;
    private long dueAt;
    private long lastMade;

    /** Telemetry without a bundle. */
    public Telemetry(Clock clock, Gateway gateway, MessageMaker maker, EventLog log) {
        this.clock = clock;
        this.gateway = gateway;
        this.maker = maker;
        this.log = log;
        this.localTime = new LocalTime(gateway, log);
        this.events = new TagEvents(gateway, log);
    }

    /** Switches to another bundle, or to none. */
    public void use(RunningBundle next) {
        bundle = next;
        started = false;
        slow = 0;
        pushes = new GroupPush[0];
        readings = new Readings(pushes);
        log.solved(CODE);
    }

    /** Makes the messages that are due, unless the clock is not set. May take as long as an export does. */
    public void step(long now, boolean clockPlausible) {
        if (bundle == null || !clockPlausible) {
            return;
        }
        if (!started) {
            start(now);
        }
        if (now < retryAt) {
            return;
        }
        boolean done = false;
        try {
            if (now >= tableAt) {
                readTable(now);
            }
            if (now >= dueAt) {
                pushDue(now);
            }
            log.solved(CODE);
            done = true;
        } catch (IOException e) {
            // Nothing was pushed yet.
            retryAt = now + RETRY_MS;
            log.problem(CODE, "export failed: " + e.getMessage());
            done = true;
        } finally {
            if (!done) {
                startOver(now);
            }
        }
        int heartbeat = bundle.config.heartbeatSeconds;
        if (heartbeat > 0 && now - lastMade >= heartbeat * 1000L) {
            String time = time(bundle.config.typed, clock.now(), now);
            String text = bundle.config.typed
                    ? TypedFormat.heartbeat(bundle.config.device, time)
                    : ClassicFormat.heartbeat(time);
            make("heartbeat", null, Utf8.encode(text), now);
        }
    }

    /** Sends all values of all groups in the next step. */
    public void flush() {
        for (int i = 0; i < pushes.length; i++) {
            pushes[i].flush();
        }
        dueAt = 0;
    }

    /** After an error in the middle nobody knows what became a message, so everything is sent once more. */
    private void startOver(long now) {
        retryAt = now + RETRY_MS;
        dueAt = now;
        changed = true;
        for (int i = 0; i < pushes.length; i++) {
            pushes[i].forget(now);
        }
    }

    private void start(long now) {
        started = true;
        tableAt = now;
        retryAt = now;
        dueAt = now;
        lastMade = now;
        TagGroup[] groups = bundle.config.groups();
        pushes = new GroupPush[groups.length];
        for (int i = 0; i < groups.length; i++) {
            pushes[i] = new GroupPush(groups[i], bundle.config.device, now);
            // One array for all, not one for each.
            pushes[i].payloads = pushes[0].payloads;
        }
        readings = new Readings(pushes);
    }

    private void readTable(long now) throws IOException {
        boolean other = readings.readTable(gateway.export(Readings.TABLE));
        tableAt = now + TABLE_MS;
        tableReadAt = now;
        events.check(readings, pushes, other);
        // The values of new tags come by an export, and with events one a minute shows whether they tell all.
        changed = true;
    }

    private void pushDue(long now) throws IOException {
        events.take(readings);
        changed |= events.wasLost();
        boolean export = changed;
        for (int i = 0; i < pushes.length; i++) {
            String kind = pushes[i].due(now);
            export |= kind != null && (kind.equals(GroupPush.FULL) || !events.tellAllOf(pushes[i]));
        }
        long utcMs = clock.now();
        if (export) {
            readings.read(gateway.export(Readings.VALUES), utcMs);
            changed = false;
            if (readings.stale) {
                tableAt = Math.min(tableAt, tableReadAt + STALE_MS);
            }
        }
        dueAt = Long.MAX_VALUE;
        for (int i = 0; i < pushes.length; i++) {
            String kind = pushes[i].due(now);
            if (kind != null) {
                push(pushes[i], kind, utcMs, now);
            }
            dueAt = Math.min(dueAt, pushes[i].dueAt());
        }
        rest(now, clock.now() - utcMs);
    }

    private void push(GroupPush push, String kind, long utcMs, long now) {
        byte[][] payloads = push.push(kind, time(push.group.typed, utcMs, now), utcMs, now);
        for (int i = 0; i < payloads.length; i++) {
            make(kind, push.group, payloads[i], now);
        }
        if (push.tooLarge != null) {
            log.problem("large-value", "a value over 200 KB was not sent: " + push.tooLarge);
        }
    }

    /** Many tags in a short period must not take the Flexy for themselves: what is due waits. */
    private void rest(long now, long workMs) {
        long until = now + (1 + REST) * Math.max(0, Math.min(workMs, MAX_WORK_MS));
        if (until > dueAt) {
            dueAt = until;
            slow++;
            if (slow == TOLD) {
                log.add("the tags take " + workMs + " ms, so they are read every " + (until - now) + " ms at most");
            }
        }
    }

    private String time(boolean typed, long utcMs, long now) {
        return typed ? UtcTime.rfc3339Millis(utcMs) : UtcTime.plain(localTime.at(utcMs, now));
    }

    private void make(String kind, TagGroup group, byte[] payload, long now) {
        maker.make(bundle, kind, group, payload);
        lastMade = now;
    }

    /** Number of tags that the groups of the bundle select. */
    public int selected() {
        return readings.selected;
    }
}
