package io.github.flexyfleet.runtime.tags;

/** A tag of the Flexy's tag table, and what is known of its value. Worker thread only but for what TagNotes guards. */
final class Tag {
    /** Tag id, never used again for another tag. */
    final int id;

    /** Tag name. */
    final String name;

    /** Type as exports number it (flexy-etk 5), -1 for none. */
    final int type;

    /** The Flexy's own groups that it is in, a bit for each letter from A on. */
    final int groups;

    /** Its place in the first tag group that it is in, the others follow it; null when it is in none. */
    Sample first;

    /** Text of its value as an export shows it; null when the last export did not hold the tag. */
    String raw;

    /** Quality in the last export. */
    String quality;

    /** Whether a tag group takes its value from events. */
    boolean live;

    /** Whether an event changed the text since the last export, whose line must be read again then. */
    boolean dirty;

    /** Whether an export showed a change that no event had told. */
    boolean suspect;

    /** Value and time (ms, UTC) of the last event taken; time 0 before the first. */
    double event;

    long eventAt;

    /** Value and time of the newest event, and whether it waits: guarded by the notes. */
    double noted;

    long notedAt;
    boolean waits;

    Tag(int id, String name, int type, int groups) {
        this.id = id;
        this.name = name;
        this.type = type;
        this.groups = groups;
    }

    /** What is known of the tag in one tag group. Nothing is private, since accessors would cost room in the jar. */
    static final class Sample {
        Tag tag;
        GroupPush push;

        /** Place in the group. */
        int index;

        /** The same tag in another group. */
        Sample next;

        /** The text that {@link #value} was made of, the same object; it need not be converted again. */
        String raw;

        String value;

        /** Value in the last message that held the tag, null before the first. */
        String sent;

        /** Quality in that message; empty in a payload without qualities. */
        String quality;

        long sentAt;
    }

    /** Tells its tag groups that the value or its quality may be another one. */
    void touch() {
        for (Sample sample = first; sample != null; sample = sample.next) {
            sample.push.news[sample.index >> 5] |= 1 << sample.index;
        }
    }

    /** The tag with an id in an array that is sorted by id, or null. */
    static Tag find(Tag[] byId, int id) {
        int low = 0;
        int high = byId.length - 1;
        while (low <= high) {
            int middle = low + high >> 1;
            int found = byId[middle].id;
            if (found == id) {
                return byId[middle];
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
