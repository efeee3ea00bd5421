package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Names;
import java.io.IOException;
import java.util.ArrayList;

/** A tag of the Flexy's tag table, which {@code $dtTL} gives. Immutable. */
final class Tag {
    /** The export that lists the tags. */
    static final String TABLE = "$dtTL$ftT";

    // Columns where no header has the name (flexy-etk 5).
    private static final int ID = 0;
    private static final int NAME = 1;
    private static final int GROUP_A = 25;
    private static final int TYPE = 55;

    /** Tag id, never used again for another tag. */
    final Integer id;

    /** Tag name. */
    final String name;

    /** Type as exports number it (flexy-etk 5). */
    final int type;

    /** The Flexy's own groups that it is in, letters out of {@code ABCD}. */
    final String groups;

    Tag(Integer id, String name, int type, String groups) {
        this.id = id;
        this.name = name;
        this.type = type;
        this.groups = groups;
    }

    /**
     * The tags of the table in its order.
     *
     * @throws IOException when the export is no table
     */
    static Tag[] parse(byte[] export) throws IOException {
        ExportTable table = new ExportTable(export);
        int id = table.column("Id", ID);
        int name = table.column("Name", NAME);
        int type = table.column("Type", TYPE);
        int[] groups = new int[4];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = table.column("IVGroup" + (char) ('A' + i), GROUP_A + i);
        }
        ArrayList tags = new ArrayList();
        for (String[] line = table.next(); line != null; line = table.next()) {
            long number = Names.number(ExportTable.get(line, id), Integer.MAX_VALUE);
            String tagName = ExportTable.get(line, name);
            if (number < 0 || tagName.length() == 0) {
                continue;
            }
            StringBuffer letters = new StringBuffer(4);
            for (int i = 0; i < groups.length; i++) {
                if (ExportTable.get(line, groups[i]).equals("1")) {
                    letters.append((char) ('A' + i));
                }
            }
            // 7 is a string as well (flexy-etk 5).
            int typeNumber = Math.min((int) Names.number(ExportTable.get(line, type), 7), TypedFormat.STRING);
            tags.add(new Tag(new Integer((int) number), tagName, typeNumber, letters.toString()));
        }
        return (Tag[]) tags.toArray(new Tag[tags.size()]);
    }
}
