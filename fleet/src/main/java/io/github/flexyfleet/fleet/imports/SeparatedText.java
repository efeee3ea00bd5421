package io.github.flexyfleet.fleet.imports;

import java.util.ArrayList;
import java.util.List;

/** Rows of an export: {@code ;} between columns, text in quotes with backslash escapes or doubled quotes (flexy-etk 5). */
final class SeparatedText {
    private final String text;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private StringBuilder cell = new StringBuilder();

    private SeparatedText(String text) {
        this.text = text;
    }

    /** The rows, without empty ones. */
    static List<List<String>> rows(String text) {
        return new SeparatedText(text).read();
    }

    private List<List<String>> read() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> at = quoted(at + 1);
                case ';' -> endCell();
                case '\r', '\n' -> endRow();
                default -> cell.append(c);
            }
            at++;
        }
        endRow();
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

    private void endRow() {
        endCell();
        if (row.size() > 1 || !row.get(0).isEmpty()) {
            rows.add(row);
        }
        row = new ArrayList<>();
    }
}
