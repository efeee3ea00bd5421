package io.github.flexyfleet.fleet.source;

import java.util.ArrayList;
import java.util.List;

/** Rows of an export: {@code ;} between columns, text in quotes with backslash escapes or doubled quotes (flexy-etk 5). */
public final class SeparatedText {
    private final String text;
    private final List<Row> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private StringBuilder cell = new StringBuilder();
    private int line = 1;
    private int lineStart;

    /**
     * One row.
     *
     * @param line where it begins, from 1
     * @param cells without the blanks around them
     */
    public record Row(int line, List<String> cells) {
        /** Takes a copy. */
        public Row {
            cells = List.copyOf(cells);
        }

        /** A cell; empty when the row has no such column. */
        public String cell(int column) {
            return column >= 0 && column < cells.size() ? cells.get(column) : "";
        }
    }

    private SeparatedText(String text) {
        this.text = text;
    }

    /** The rows, without empty ones. */
    public static List<Row> rows(String text) {
        return new SeparatedText(text).read();
    }

    private List<Row> read() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> at = quoted(at + 1);
                case ';' -> endCell();
                case '\r', '\n' -> endRow(at + 1);
                default -> cell.append(c);
            }
            at++;
        }
        endRow(text.length());
        return rows;
    }

    /** Takes a quoted text and gives the place of its closing quote. */
    private int quoted(int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean doubled = c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"';
            if (c == '"' && !doubled) {
                return at;
            }
            if ((c == '\\' || doubled) && at + 1 < text.length()) {
                at++;
            }
            cell.append(text.charAt(at));
            at++;
        }
        return at;
    }

    private void endCell() {
        row.add(cell.toString().strip());
        cell = new StringBuilder();
    }

    private void endRow(int next) {
        endCell();
        if (row.size() > 1 || !row.get(0).isEmpty()) {
            rows.add(new Row(line, row));
        }
        row = new ArrayList<>();
        for (int i = lineStart; i < next; i++) {
            char c = text.charAt(i);
            boolean halfOfEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            line += c == '\n' || (c == '\r' && !halfOfEnd) ? 1 : 0;
        }
        lineStart = next;
    }
}
