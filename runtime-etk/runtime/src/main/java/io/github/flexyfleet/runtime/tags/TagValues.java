package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Names;
import java.util.HashMap;

/** The values of one {@code $dtIV} export, by tag id, as the Flexy wrote them. Immutable. */
final class TagValues {
    /** The export of all values at this moment. */
    static final String EXPORT = "$dtIV$ftT";

    // Columns where no header has the name (flexy-etk 5).
    private static final int ID = 0;
    private static final int VALUE = 2;

    private final HashMap values;

    private TagValues(HashMap values) {
        this.values = values;
    }

    static TagValues parse(byte[] export) {
        ExportTable table = new ExportTable(export);
        int id = table.column("TagId", ID);
        int value = table.column("Value", VALUE);
        HashMap values = new HashMap();
        for (String[] line = table.next(); line != null; line = table.next()) {
            long number = Names.number(ExportTable.get(line, id), Integer.MAX_VALUE);
            if (number >= 0 && value < line.length) {
                values.put(new Integer((int) number), line[value]);
            }
        }
        return new TagValues(values);
    }

    /** The value of a tag, or null when the export has none. */
    String get(Integer tagId) {
        return (String) values.get(tagId);
    }
}
