package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header of a device table: which column holds what. Makes devices of rows. */
final class DeviceTable {
    private static final List<TableColumn> OF_DEVICE = List.of(TableColumn.NAME, TableColumn.SERIAL);

    private static final Pattern WORD = Pattern.compile("[^ ,]+");

    private final Map<TableColumn, Integer> columns;
    private final Map<TableColumn, ScalarValue> keys = new EnumMap<>(TableColumn.class);
    private final int width;
    private final Findings findings;

    private DeviceTable(Map<TableColumn, Integer> columns, List<CsvCell> header, Findings findings) {
        this.columns = columns;
        this.width = header.size();
        this.findings = findings;
        columns.forEach((column, index) -> keys.put(
                column,
                new ScalarValue(column.key(), ScalarKind.TEXT, header.get(index).span())));
    }

    /**
     * Finds the columns.
     *
     * @param names the names that the fleet file gives to columns
     * @param named where the fleet file names the table
     * @return empty when a column is missing that is named or must be there
     */
    static Optional<DeviceTable> of(
            List<CsvCell> header, Map<TableColumn, ScalarValue> names, Span named, Findings findings) {
        Map<String, Integer> places = places(header, findings);
        Map<TableColumn, Integer> columns = new EnumMap<>(TableColumn.class);
        boolean complete = true;
        for (TableColumn column : TableColumn.values()) {
            ScalarValue name = names.get(column);
            Integer place = places.get(name == null ? column.key() : name.text());
            if (place != null) {
                columns.put(column, place);
            } else if (name != null || column == TableColumn.ID) {
                complete = false;
                missing(
                        name == null ? column.key() : name.text(),
                        name == null ? named : name.span(),
                        header,
                        findings);
            }
        }
        return complete ? Optional.of(new DeviceTable(columns, header, findings)) : Optional.empty();
    }

    private static Map<String, Integer> places(List<CsvCell> header, Findings findings) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            CsvCell cell = header.get(i);
            if (InlineSecrets.isSecretName(cell.text())) {
                findings.add(
                        FindingCode.INLINE_SECRET,
                        cell.span(),
                        "column " + Text.quote(cell.text()) + " holds secrets in plain");
            }
            Integer first = places.putIfAbsent(cell.text(), i);
            if (first != null && !cell.text().isEmpty()) {
                findings.add(
                        FindingCode.CSV_COLUMN,
                        cell.span(),
                        "two columns are called " + Text.quote(cell.text()),
                        "give each column a name of its own",
                        header.get(first).span());
            }
        }
        return places;
    }

    /** A column that is not there is told where the fleet file names it, with the header as the related place. */
    private static void missing(String name, Span named, List<CsvCell> header, Findings findings) {
        List<String> known = header.stream()
                .map(CsvCell::text)
                .filter(text -> !text.isEmpty())
                .toList();
        String mend = DidYouMean.suggest(name, known)
                .map(text -> "did you mean " + Text.quote(text) + "?")
                .orElse("name it under columns:, or add it to the file's first row");
        String what = "the table has no column " + Text.quote(name);
        findings.add(FindingCode.CSV_COLUMN, named, what, mend, header.get(0).span());
    }

    /** The device of a row: its id as the key, the rest as its map. Empty, with a finding, when it cannot be one. */
    Optional<MapEntry> device(List<CsvCell> row) {
        if (row.size() != width) {
            findings.add(
                    FindingCode.CSV_ROW,
                    row.get(0).span(),
                    "this row has " + row.size() + " values, the first row has " + width);
            return Optional.empty();
        }
        CsvCell id = row.get(columns.get(TableColumn.ID));
        if (id.text().isEmpty()) {
            findings.add(FindingCode.CSV_ROW, id.span(), "this row has no device id", "fill it in, or empty the row");
            return Optional.empty();
        }
        Map<String, MapEntry> entries = new LinkedHashMap<>(8);
        for (TableColumn column : OF_DEVICE) {
            cell(row, column)
                    .ifPresent(cell -> entries.put(column.key(), new MapEntry(keys.get(column), cell.value())));
        }
        cell(row, TableColumn.PROFILES)
                .ifPresent(cell -> entries.put(
                        TableColumn.PROFILES.key(), new MapEntry(keys.get(TableColumn.PROFILES), words(cell))));
        return Optional.of(new MapEntry(id.value(), new MapValue(entries, id.span())));
    }

    /** The key that a column's values have in the tree. */
    ScalarValue key(TableColumn column) {
        return keys.get(column);
    }

    /** A row's value in a column, if both are there. */
    Optional<CsvCell> cell(List<CsvCell> row, TableColumn column) {
        Integer index = columns.get(column);
        return index == null || index >= row.size() || row.get(index).text().isEmpty()
                ? Optional.empty()
                : Optional.of(row.get(index));
    }

    private static ListValue words(CsvCell cell) {
        List<Value> words = WORD.matcher(cell.text())
                .results()
                .<Value>map(word -> new ScalarValue(word.group(), ScalarKind.TEXT, cell.span()))
                .toList();
        return new ListValue(words, cell.span());
    }
}
