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
import java.util.HashSet;

/**
 * Makes messages of the tags of all groups. It starts with a full push once the clock can be trusted, connected or not. All values of a step come from one export. Running time in ms. Worker thread only.
 */
public final class Telemetry {
    private static final long TABLE_MS = 60000;
    private static final long RETRY_MS = 5000;
    private static final String CODE = "tags";

    private final Clock clock;
    private final Gateway gateway;
    private final MessageMaker maker;
    private final EventLog log;
    private final LocalTime localTime;
    private RunningBundle bundle;
    private GroupPush[] pushes = new GroupPush[0];
    private boolean started;
    private long tableAt;
    private long retryAt;
    private long lastMade;
    private int selected;

    /** Telemetry without a bundle. */
    public Telemetry(Clock clock, Gateway gateway, MessageMaker maker, EventLog log) {
        this.clock = clock;
        this.gateway = gateway;
        this.maker = maker;
        this.log = log;
        this.localTime = new LocalTime(gateway, log);
    }

    /** Switches to another bundle, or to none. */
    public void use(RunningBundle next) {
        bundle = next;
        started = false;
        selected = 0;
        pushes = new GroupPush[0];
        log.solved(CODE);
    }

    /** Makes the messages that are due, once it may start. May take as long as an export does. */
    public void step(long now, boolean mayStart) {
        if (bundle == null || !started && !mayStart) {
            return;
        }
        if (!started) {
            start(now);
        }
        if (now < retryAt) {
            return;
        }
        try {
            if (now >= tableAt) {
                readTable(now);
            }
            pushDue(now);
            log.solved(CODE);
        } catch (IOException e) {
            retryAt = now + RETRY_MS;
            log.problem(CODE, "export failed: " + e.getMessage());
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
    }

    private void start(long now) {
        started = true;
        tableAt = now;
        retryAt = now;
        lastMade = now;
        TagGroup[] groups = bundle.config.groups();
        pushes = new GroupPush[groups.length];
        for (int i = 0; i < groups.length; i++) {
            pushes[i] = new GroupPush(groups[i], bundle.config.device, now);
        }
    }

    private void readTable(long now) throws IOException {
        Tag[] table = Tag.parse(gateway.export(Tag.TABLE));
        tableAt = now + TABLE_MS;
        HashSet ids = new HashSet();
        for (int i = 0; i < pushes.length; i++) {
            pushes[i].use(table, ids);
        }
        selected = ids.size();
    }

    private void pushDue(long now) throws IOException {
        TagValues values = null;
        long utcMs = 0;
        for (int i = 0; i < pushes.length; i++) {
            String kind = pushes[i].due(now);
            if (kind == null) {
                continue;
            }
            TagGroup group = pushes[i].group;
            if (values == null) {
                utcMs = clock.now();
                values = TagValues.parse(gateway.export(TagValues.EXPORT));
            }
            byte[][] payloads = pushes[i].push(kind, values, time(group.typed, utcMs, now), now);
            for (int p = 0; p < payloads.length; p++) {
                make(kind, group, payloads[p], now);
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
        return selected;
    }
}
