package io.github.flexyfleet.simulator.flexy.export;

import java.util.Set;

/**
 * What is not known of a gateway's exports, all of it INFERRED.
 *
 * @param absentColumns columns that {@code $dtTL} does not have: the header differs by firmware (flexy-etk 5, 9.10)
 */
public record ExportQuirks(Set<String> absentColumns) {
    /** Copies the set. */
    public ExportQuirks {
        absentColumns = Set.copyOf(absentColumns);
    }

    /** All columns. */
    public static ExportQuirks standard() {
        return new ExportQuirks(Set.of());
    }
}
