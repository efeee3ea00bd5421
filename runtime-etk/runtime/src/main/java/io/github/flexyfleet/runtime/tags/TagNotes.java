package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.port.TagWatcher;

/**
 * Notes of the Flexy's tag events, left by the event thread and taken by the worker. There is one place for each tag
 * that is in a tag group, so a flood of events replaces older ones of the same tag and cannot grow. Thread-safe.
 */
final class TagNotes implements TagWatcher {
    private Tag[] byId = new Tag[0];
    private Tag[] queue = byId;
    private int size;
    private int count;
    private boolean lost;

    /** Value and time (ms, UTC) of the note that was taken last; worker thread only. */
    double value;

    long time;

    /** Takes notes of these tags only, sorted by id; what was noted before is forgotten. */
    synchronized void use(Tag[] tags) {
        byId = tags;
        queue = new Tag[tags.length];
        size = 0;
        for (int i = 0; i < tags.length; i++) {
            tags[i].waits = false;
        }
    }

    public synchronized void changed(int tagId, double newValue, long utcMs) {
        count++;
        Tag tag = Tag.find(byId, tagId);
        if (tag != null) {
            tag.noted = newValue;
            tag.notedAt = utcMs;
            if (!tag.waits) {
                tag.waits = true;
                queue[size++] = tag;
            }
        }
    }

    public synchronized void lost() {
        lost = true;
    }

    /** Whether an event was lost since the last call. */
    synchronized boolean wasLost() {
        boolean was = lost;
        lost = false;
        return was;
    }

    /** Number of events since the last call, also of tags in no group. */
    synchronized int counted() {
        int was = count;
        count = 0;
        return was;
    }

    /** A tag that has a note, whose value and time are then here; null when there is none. */
    synchronized Tag take() {
        if (size == 0) {
            return null;
        }
        Tag tag = queue[--size];
        tag.waits = false;
        value = tag.noted;
        time = tag.notedAt;
        return tag;
    }
}
