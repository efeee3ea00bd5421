package io.github.flexyfleet.runtime.tags;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.zip.CRC32;

/**
 * The tags of the Flexy with their values, as its exports tell them. An export is held against the one before it line by
 * line, in place: a line that is the same costs a comparison of bytes, and only another one becomes text and is told to
 * the tag groups of its tag. Worker thread only.
 */
final class Readings {
    /** The export that lists the tags. */
    static final String TABLE = "$dtTL$ftT";

    /** The export of all values at this moment. */
    static final String VALUES = "$dtIV$ftT";

    // Columns where no header has the name (flexy-etk 5).
    static final int ID = 0;
    static final int NAME = 1;
    private static final int GROUP_A = 25;
    static final int TYPE = 55;
    private static final int VALUE_ID = 0;
    private static final int VALUE = 2;
    private static final int QUALITY = 5;

    /** OPC qualities by the two bits that tell them apart; 2 is reserved. */
    static final String[] QUALITIES = {"bad", "uncertain", "uncertain", "good"};

    private final GroupPush[] pushes;
    private Tag[] tags = new Tag[0];
    private Tag[] byId = tags;

    /** The last export of values, and where its lines begin; one more entry for the end. */
    private byte[] old;

    /** Length and checksum of the last tag table. */
    private int tableLength;

    private long tableSum;

    private int[] starts = new int[64];
    private Tag[] rows = new Tag[64];
    private int count;

    /** Whether an export of values held other tags than the one before, or unknown ones. */
    boolean stale;

    /** The clock before the last export of values. */
    long readAt;

    /** Number of tags that the groups select. */
    int selected;

    Readings(GroupPush[] pushes) {
        this.pushes = pushes;
    }

    /** All tags, sorted by id. */
    Tag[] byId() {
        return byId;
    }

    /**
     * Takes an export of the tag table.
     *
     * @return whether a tag came, went or changed
     * @throws IOException when it is no table
     */
    boolean readTable(byte[] export) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(export);
        if (!stale && export.length == tableLength && sum.getValue() == tableSum) {
            // The same table; to read it takes long, and it comes once a minute.
            return false;
        }
        ExportTable table = new ExportTable(export);
        int id = table.column("Id", ID);
        int name = table.column("Name", NAME);
        int type = table.column("Type", TYPE);
        int[] letters = new int[4];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = table.column("IVGroup" + (char) ('A' + i), GROUP_A + i);
        }
        stale = false;
        ArrayList found = new ArrayList(tags.length);
        int same = 0;
        while (table.next()) {
            int number = table.number(id);
            String tagName = table.text(name);
            if (number < 0 || tagName.length() == 0) {
                continue;
            }
            int groups = 0;
            for (int i = 0; i < letters.length; i++) {
                groups |= (table.number(letters[i]) == 1 ? 1 : 0) << i;
            }
            int typeNumber = type(table, type);
            Tag tag = found.size() < tags.length ? tags[found.size()] : null;
            if (tag != null
                    && tag.id == number
                    && tag.type == typeNumber
                    && tag.groups == groups
                    && tag.name.equals(tagName)) {
                same++;
            } else {
                tag = new Tag(number, tagName, typeNumber, groups);
            }
            found.add(tag);
        }
        tableLength = export.length;
        tableSum = sum.getValue();
        if (same == found.size() && same == tags.length) {
            return false;
        }
        use((Tag[]) found.toArray(new Tag[found.size()]));
        return true;
    }

    /** The type of the present line of a tag table; 7 is a string as well (flexy-etk 5). */
    static int type(ExportTable table, int column) {
        return Math.min(table.number(column), TypedFormat.STRING);
    }

    private void use(Tag[] next) {
        HashMap known = new HashMap();
        for (int i = 0; i < tags.length; i++) {
            known.put(tags[i].name, tags[i]);
        }
        for (int i = 0; i < next.length; i++) {
            // By name: under a new one the hub has no value yet.
            Tag before = (Tag) known.get(next[i].name);
            if (before != next[i]) {
                select(next[i], before);
            }
        }
        tags = next;
        selected = 0;
        for (int i = 0; i < next.length; i++) {
            selected += next[i].first == null ? 0 : 1;
        }
        for (int i = 0; i < pushes.length; i++) {
            pushes[i].size = 0;
        }
        // Counts first, then fills: in the order of the tag table.
        place(false);
        for (int i = 0; i < pushes.length; i++) {
            pushes[i].clear();
        }
        place(true);
        byId = sorted(next);
        count = 0;
    }

    /** Puts a tag into its groups; what was sent of the tag before it with the same name is kept. */
    private void select(Tag tag, Tag before) {
        for (int i = 0; i < pushes.length; i++) {
            if (!pushes[i].group.selects(tag.name, tag.type, tag.groups)) {
                continue;
            }
            Tag.Sample sample = new Tag.Sample();
            for (Tag.Sample old = before == null ? null : before.first; old != null; old = old.next) {
                if (old.push == pushes[i]) {
                    sample.sent = old.sent;
                    sample.quality = old.quality;
                    sample.sentAt = old.sentAt;
                }
            }
            sample.tag = tag;
            sample.push = pushes[i];
            sample.next = tag.first;
            tag.first = sample;
        }
    }

    private void place(boolean fill) {
        for (int i = 0; i < tags.length; i++) {
            for (Tag.Sample sample = tags[i].first; sample != null; sample = sample.next) {
                GroupPush push = sample.push;
                if (fill) {
                    push.put(sample);
                } else {
                    push.size++;
                }
            }
        }
    }

    /** By insertion, since the tag table mostly has this order already. */
    private static Tag[] sorted(Tag[] tags) {
        Tag[] sorted = (Tag[]) tags.clone();
        for (int i = 1; i < sorted.length; i++) {
            Tag tag = sorted[i];
            int to = i;
            for (; to > 0 && sorted[to - 1].id > tag.id; to--) {
                sorted[to] = sorted[to - 1];
            }
            sorted[to] = tag;
        }
        return sorted;
    }

    /**
     * Takes an export of values; the last line of one that was cut off does not count.
     *
     * @param utcMs the clock before it
     * @throws IOException when it is no table
     */
    void read(byte[] export, long utcMs) throws IOException {
        ExportTable table = new ExportTable(export);
        int id = table.column("TagId", VALUE_ID);
        int value = table.column("Value", VALUE);
        int quality = table.column("Quality", QUALITY);
        int begin = table.at();
        boolean done = false;
        try {
            if (count > 0 && !scan(table, id, value, quality)) {
                stale = true;
                count = 0;
            }
            if (count == 0) {
                for (int i = 0; i < tags.length; i++) {
                    tags[i].raw = null;
                }
                table.go(begin);
                scan(table, id, value, quality);
            }
            done = true;
        } finally {
            if (!done) {
                // Half of the lines are of one export, half of the other: the next one is read as if it were the first.
                count = 0;
            }
        }
        old = export;
        readAt = utcMs;
    }

    /** Reads all lines; false when they are not of the tags that the last export held, line by line. */
    private boolean scan(ExportTable table, int id, int value, int quality) {
        int row = 0;
        int from = starts[0];
        while (true) {
            int to = row < count ? starts[row + 1] : 0;
            int line = table.at();
            boolean same =
                    row < count && to > from && (rows[row] == null || !rows[row].dirty) && table.skip(old, from, to);
            if (!same) {
                if (!table.next() || !table.isWhole(value)) {
                    break;
                }
                int number = table.number(id);
                Tag tag = Tag.find(byId, number);
                if (count > 0 && (row >= count || tag != rows[row])) {
                    return false;
                }
                if (row + 1 == rows.length) {
                    grow();
                }
                rows[row] = tag;
                if (tag == null) {
                    stale |= number >= 0;
                } else {
                    // Without a readable quality nobody knows: 1 << 6 is uncertain.
                    int bits = table.number(quality);
                    take(tag, table.text(value), QUALITIES[(bits < 0 ? 1 << 6 : bits) >> 6 & 3]);
                }
            }
            starts[row] = line;
            from = to;
            row++;
        }
        if (count > 0 && row != count) {
            return false;
        }
        count = row;
        // A line without its end may be a part of the real one; it is read again next time.
        starts[row] = table.ended || row == 0 ? table.at() : starts[row - 1];
        return true;
    }

    private void grow() {
        int[] moreStarts = new int[starts.length * 2];
        System.arraycopy(starts, 0, moreStarts, 0, starts.length);
        starts = moreStarts;
        Tag[] moreRows = new Tag[moreStarts.length];
        System.arraycopy(rows, 0, moreRows, 0, rows.length);
        rows = moreRows;
    }

    private static void take(Tag tag, String text, String quality) {
        tag.dirty = false;
        boolean other = !text.equals(tag.raw);
        if (other) {
            tag.suspect |= tag.live
                    && tag.raw != null
                    && !ClassicFormat.value(tag.type, text).equals(ClassicFormat.value(tag.type, tag.raw));
            tag.raw = text;
        }
        // The qualities are constants.
        if (other || quality != tag.quality) {
            tag.quality = quality;
            tag.touch();
        }
    }
}
