package io.github.flexyfleet.fleet.report;

import java.util.ArrayList;
import java.util.List;

/** Lines up columns with two blanks between them; the last column is not padded. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these columns. */
    public TextTable(String... header) {
        rows.add(List.of(header));
    }

    /** Adds a row, a cell a column. */
    public void row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells under a header of "
                    + rows.get(0).size());
        }
        rows.add(List.of(cells));
    }

    /** Header and rows, without blanks at their ends. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(row.get(column));
            line.append(" ".repeat(widths[column] - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
