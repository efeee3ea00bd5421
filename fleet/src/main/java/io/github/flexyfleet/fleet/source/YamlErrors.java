package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * SnakeYAML's syntax errors in our own words. Its messages are not passed on: they quote the file, and what stands there
 * may be a secret.
 */
final class YamlErrors {
    private record Words(String problem, String what) {}

    private static final List<Words> WORDS = List.of(
            new Words(
                    "mapping values are not allowed",
                    "a second colon and value in one line, or no colon in the line above"),
            new Words("cannot start any token", "a value cannot start with this character"),
            new Words("could not find expected ':'", "this line has no colon, or its quote is not closed"),
            new Words("expected <block end>", "this line does not fit the indentation above it"),
            new Words("unexpected end of stream", "the quote that opens here is not closed"),
            new Words("unexpected document separator", "the quote that opens here is not closed"),
            new Words("expected ',' or", "a comma or the closing bracket is missing before this"),
            new Words("unknown escape", "the text in double quotes has a backslash with an unknown letter after it"),
            new Words("sequence entries are not allowed", "a list cannot start here"),
            new Words("mapping keys are not allowed", "a map cannot start here"));

    private YamlErrors() {}

    static void report(MarkedYAMLException error, String label, String text, Findings findings) {
        String problem = error.getProblem() == null ? "" : error.getProblem();
        boolean openQuote =
                "while scanning a quoted scalar".equals(error.getContext()) && problem.startsWith("found unexpected");
        Mark mark = openQuote || error.getProblemMark() == null ? error.getContextMark() : error.getProblemMark();
        if (mark == null) {
            findings.add(FindingCode.YAML_SYNTAX, Span.startOf(label), "this is not YAML");
            return;
        }
        int tab = tabColumn(text, mark.getLine());
        if (tab > 0) {
            Span span = new Span(label, mark.getLine() + 1, tab);
            findings.add(FindingCode.YAML_TAB, span, "a tab stands in the indentation");
            return;
        }
        String what = WORDS.stream()
                .filter(words -> problem.contains(words.problem()))
                .map(Words::what)
                .findFirst()
                .orElse("this is not YAML");
        Span span = new Span(label, mark.getLine() + 1, mark.getColumn() + 1);
        findings.add(FindingCode.YAML_SYNTAX, span, what);
    }

    /** The 1-based column of the first tab in a line's indentation; 0 when there is none. */
    private static int tabColumn(String text, int line) {
        String content = SourceText.line(text, line);
        int column = 0;
        while (column < content.length() && content.charAt(column) == ' ') {
            column++;
        }
        return column < content.length() && content.charAt(column) == '\t' ? column + 1 : 0;
    }
}
