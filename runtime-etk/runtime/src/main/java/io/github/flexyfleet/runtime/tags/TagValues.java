package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Names;
import java.io.IOException;
import java.util.HashMap;

/** The values of one {@code $dtIV} export, by tag id, as the Flexy wrote them, and their qualities. Immutable. */
final class TagValues {
    /** The export of all values at this moment. */
    static final String EXPORT = "$dtIV$ftT";

    // Columns where no header has the name (flexy-etk 5).
    private static final int ID = 0;
    private static final int VALUE = 2;
    private static final int QUALITY = 5;

    private static final String GOOD = "good";

    /** OPC qualities by the two bits that tell them apart; 2 is reserved. */
    private static final String[] QUALITIES = {"bad", "uncertain", "uncertain", GOOD};

    private final HashMap values;

    /** Qualities that are not good, which are few. */
    private final HashMap doubts;

    private TagValues(HashMap values, HashMap doubts) {
        this.values = values;
        this.doubts = doubts;
    }

    /**
     * Reads an export; the last line of one that was cut off does not count.
     *
     * @throws IOException when it is no table
     */
    static TagValues parse(byte[] export) throws IOException {
        ExportTable table = new ExportTable(export);
        int id = table.column("TagId", ID);
        int value = table.column("Value", VALUE);
        int quality = table.column("Quality", QUALITY);
        HashMap values = new HashMap();
        HashMap doubts = new HashMap();
        for (String[] line = table.next(); line != null; line = table.next()) {
            long number = Names.number(ExportTable.get(line, id), Integer.MAX_VALUE);
            if (number >= 0 && table.isWhole(line, value)) {
                Integer tag = new Integer((int) number);
                values.put(tag, line[value]);
                // Without a readable quality nobody knows: 1 << 6 is uncertain.
                long bits = Names.number(ExportTable.get(line, quality), Integer.MAX_VALUE);
                String text = QUALITIES[(int) ((bits < 0 ? 1 << 6 : bits) >> 6 & 3)];
                if (text != GOOD) {
                    doubts.put(tag, text);
                }
            }
        }
        return new TagValues(values, doubts);
    }

    /** The value of a tag, or null when the export has none. */
    String get(Integer tagId) {
        return (String) values.get(tagId);
    }

    /** Quality of a tag's value: {@code good}, {@code uncertain} or {@code bad}. */
    String quality(Integer tagId) {
        String doubt = (String) doubts.get(tagId);
        return doubt == null ? GOOD : doubt;
    }
}
