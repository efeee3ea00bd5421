package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.bundle.TagGroup;
import io.github.flexyfleet.runtime.hub.MessageMaker;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.status.EventLog;
import java.io.IOException;

/**
 * Makes messages of the tags of all groups. It starts with the first connection of a bundle, with a full push, and goes
 * on through later disconnections. All values of a step come from one export. Running time in ms. Worker thread only.
 */
public final class Telemetry {
    private static final long TABLE_MS = 60000;
    private static final long RETRY_MS = 5000;
    private static final String CODE = "tags";

    private final Gateway gateway;
    private final MessageMaker maker;
    private final EventLog log;
    private final LocalTime localTime;
    private RunningBundle bundle;
    private GroupPush[] pushes = new GroupPush[0];
    private TagTable table = TagTable.EMPTY;
    private boolean started;
    private long tableAt;
    private long retryAt;
    private long lastMade;
    private int selected;

    /** Telemetry without a bundle. */
    public Telemetry(Gateway gateway, MessageMaker maker, EventLog log) {
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

    /** Makes the messages that are due. May take as long as an export does. */
    public void step(long now, long utcMs, boolean connected) {
        if (bundle == null || !started && !connected) {
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
            pushDue(now, utcMs);
            log.solved(CODE);
        } catch (IOException e) {
            retryAt = now + RETRY_MS;
            log.problem(CODE, "export failed: " + e.getMessage());
        }
        int heartbeat = bundle.config.heartbeatSeconds;
        if (heartbeat > 0 && now - lastMade >= heartbeat * 1000L) {
            make("heartbeat", null, ClassicFormat.heartbeat(localTime.at(utcMs, now)), now);
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
            pushes[i] = new GroupPush(groups[i], now);
        }
    }

    private void readTable(long now) throws IOException {
        table = TagTable.parse(gateway.export(TagTable.EXPORT));
        tableAt = now + TABLE_MS;
        StringBuffer letters = new StringBuffer();
        TagGroup[] groups = bundle.config.groups();
        for (int i = 0; i < pushes.length; i++) {
            pushes[i].use(table);
            letters.append(groups[i].flexyGroups);
        }
        selected = table.inGroups(letters.toString()).length;
    }

    private void pushDue(long now, long utcMs) throws IOException {
        TagValues values = null;
        for (int i = 0; i < pushes.length; i++) {
            String kind = pushes[i].due(now);
            if (kind == null) {
                continue;
            }
            if (values == null) {
                values = TagValues.parse(gateway.export(TagValues.EXPORT));
            }
            byte[][] payloads = pushes[i].push(kind, values, localTime.at(utcMs, now), now);
            for (int p = 0; p < payloads.length; p++) {
                make(kind, pushes[i].name(), payloads[p], now);
            }
        }
    }

    private void make(String kind, String group, byte[] payload, long now) {
        maker.make(bundle, kind, group, payload);
        lastMade = now;
    }

    /** Number of tags that the groups of the bundle select. */
    public int selected() {
        return selected;
    }
}
