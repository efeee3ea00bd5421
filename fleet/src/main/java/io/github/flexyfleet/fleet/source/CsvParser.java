package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV row by row: RFC 4180 with a comma or, as spreadsheets write it in much of Europe, a semicolon, whichever the
 * first row has more of. Empty rows are left out. Stops at the first mistake, with a finding. One use per file.
 */
final class CsvParser {
    private final String label;
    private final String text;
    private final Findings findings;
    private final char delimiter;
    private int at;
    private int line = 1;
    private int column = 1;
    private int columnAt;
    private boolean broken;

    CsvParser(String label, String text, Findings findings) {
        this.label = label;
        this.text = text;
        this.findings = findings;
        this.delimiter = delimiter();
    }

    /** The next row with anything in it; an empty list at the end or at a mistake. */
    List<CsvCell> next() {
        while (at < text.length() && !broken) {
            List<CsvCell> row = row();
            if (!broken && row.stream().anyMatch(cell -> !cell.text().isEmpty())) {
                return row;
            }
        }
        return List.of();
    }

    /** Whether a mistake was found. */
    boolean broken() {
        return broken;
    }

    private List<CsvCell> row() {
        List<CsvCell> cells = new ArrayList<>();
        cells.add(cell());
        while (!broken && at < text.length() && text.charAt(at) == delimiter) {
            at++;
            cells.add(cell());
        }
        endLine();
        return cells;
    }

    private CsvCell cell() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        Span span = span();
        if (at < text.length() && text.charAt(at) == '"') {
            return new CsvCell(quoted(span), span);
        }
        int start = at;
        while (at < text.length() && !endsCell(text.charAt(at))) {
            if (text.charAt(at) == '"') {
                fail(
                        span(),
                        "a quote stands inside a value without quotes",
                        "put the value in quotes, \"\" for a quote");
                return new CsvCell("", span);
            }
            at++;
        }
        return new CsvCell(text.substring(start, at).strip(), span);
    }

    private String quoted(Span span) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
            boolean doubled = c == '"' && next == '"';
            if (c == '"' && !doubled) {
                at++;
                while (at < text.length() && text.charAt(at) == ' ') {
                    at++;
                }
                if (at < text.length() && !endsCell(text.charAt(at))) {
                    fail(span(), "text stands after a closing quote", "write \"\" for a quote inside quotes");
                }
                return value.toString();
            }
            value.append(c);
            if (doubled) {
                at++;
            } else if (c == '\n' || (c == '\r' && next != '\n')) {
                newLine(at + 1); // a line in a cell ends as one outside does
            }
        }
        fail(span, "the quote that opens here is not closed", "close it");
        return "";
    }

    private boolean endsCell(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private void endLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        newLine(at);
    }

    private void newLine(int start) {
        line++;
        column = 1;
        columnAt = start;
    }

    private Span span() {
        column += text.codePointCount(columnAt, at); // counted on from the last one: a row may be very long
        columnAt = at;
        return new Span(label, line, column);
    }

    private void fail(Span span, String what, String mend) {
        broken = true;
        findings.add(FindingCode.CSV_SYNTAX, span, what, mend);
    }

    private char delimiter() {
        int commas = 0;
        int semicolons = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || (text.charAt(i) != '\n' && text.charAt(i) != '\r')); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            commas += !quoted && c == ',' ? 1 : 0;
            semicolons += !quoted && c == ';' ? 1 : 0;
        }
        if (commas == semicolons && commas > 0) {
            fail(
                    Span.startOf(label),
                    "the first row has as many commas as semicolons",
                    "put the names that hold one of them in quotes");
        }
        return semicolons > commas ? ';' : ',';
    }
}
