package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.status.EventLog;

/**
 * The Flexy's tag events at work (docs/decisions/0011): they tell the changes of live groups without an export, and the
 * moment of a change to the others. What is known of them is little (flexy-etk 1.3), so an export each minute shows
 * whether they tell all; when not, or when they are a flood, exports alone serve until the runtime starts again. Worker
 * thread only.
 */
final class TagEvents {
    /** More than this from one reading of the tag table to the next would keep MQTT and forms waiting. */
    static final int FLOOD = 9000;

    private final Gateway gateway;
    private final EventLog log;
    private final TagNotes notes = new TagNotes();
    private boolean watching;
    private boolean off;

    TagEvents(Gateway gateway, EventLog log) {
        this.gateway = gateway;
        this.log = log;
    }

    /** Looks after each reading of the tag table whether events can be relied on. */
    void check(Readings readings, GroupPush[] pushes, boolean other) {
        boolean wanted = false;
        for (int i = 0; i < pushes.length; i++) {
            wanted |= pushes[i].group.onChangeSeconds > 0;
        }
        if (off || !wanted) {
            return;
        }
        if (!watching) {
            watching = true;
            gateway.watch(notes);
        }
        take(readings);
        Tag[] tags = readings.byId();
        if (notes.counted() > FLOOD) {
            end("there are too many of them");
            return;
        }
        for (int i = 0; i < tags.length; i++) {
            if (tags[i].suspect) {
                end("they missed a change of " + tags[i].name);
                return;
            }
        }
        if (other) {
            notes.use(tags);
            for (int i = 0; i < pushes.length; i++) {
                pushes[i].tell();
            }
        }
    }

    private void end(String why) {
        off = true;
        notes.use(new Tag[0]);
        log.add("tag events are not used any more: " + why);
    }

    /** Whether the changes of a group need no export. */
    boolean tellAllOf(GroupPush push) {
        return push.live && watching && !off;
    }

    /** Whether an event was lost since the last call. */
    boolean wasLost() {
        return notes.wasLost();
    }

    /** Takes the notes of the events; the last export holds already what came before it. */
    void take(Readings readings) {
        for (Tag tag = notes.take(); tag != null; tag = notes.take()) {
            tag.event = notes.value;
            tag.eventAt = notes.time;
            tag.suspect = false;
            if (tag.live && tag.raw != null && tag.eventAt >= readings.readAt) {
                tag.raw = ClassicFormat.text(tag.type, tag.event);
                tag.dirty = true;
                tag.touch();
            }
        }
    }
}
