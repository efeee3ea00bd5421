package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.source.SeparatedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the export of a Flexy's instant values, {@code $dtIV} (flexy-etk 5). */
final class InstantValues {
    /** All tags as text. */
    static final String EXPORT = "$dtIV$ftT";

    private static final int NAME = 1;
    private static final int VALUE = 2;

    private InstantValues() {}

    /** A tag's value as the Flexy writes it; empty when there is no such tag. */
    static Optional<String> value(String export, String tag) {
        List<SeparatedText.Row> rows = SeparatedText.rows(export);
        List<String> head = rows.isEmpty()
                ? List.of()
                : rows.get(0).cells().stream()
                        .map(cell -> cell.toLowerCase(Locale.ROOT))
                        .toList();
        int name = head.contains("tagname") ? head.indexOf("tagname") : NAME;
        int value = head.contains("value") ? head.indexOf("value") : VALUE;
        return rows.stream()
                .skip(head.contains("tagname") ? 1 : 0)
                .filter(row -> row.cell(name).equals(tag))
                .map(row -> row.cell(value))
                .findFirst();
    }
}
