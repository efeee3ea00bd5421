package io.github.flexyfleet.fleet.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Holds the places of findings against the files that they name. */
final class FindingPlaces {
    /** What YAML takes for the end of a line. */
    private static final Pattern YAML_LINE_END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

    /** And CSV (RFC 4180), which knows fewer. */
    private static final Pattern CSV_LINE_END = Pattern.compile("\r\n|[\n\r]");

    private final Path folder;
    private final Map<String, String[]> lines = new HashMap<>();

    FindingPlaces(Path folder) {
        this.folder = folder;
    }

    /** A place may be behind the last character of its line, and behind the last line's end, but no further. */
    void check(Span span) {
        String[] file = lines.computeIfAbsent(span.file(), this::read);
        assertThat(span.line()).as("line of %s", span).isBetween(1, file.length);
        String line = file[span.line() - 1];
        assertThat(span.column()).as("column of %s", span).isBetween(1, line.codePointCount(0, line.length()) + 1);
    }

    private String[] read(String name) {
        try {
            // Bytes that are not UTF-8 become one or more characters: never fewer than a place before them counts.
            String text = new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8);
            return (name.endsWith(".csv") ? CSV_LINE_END : YAML_LINE_END).split(text, -1);
        } catch (IOException e) {
            throw new UncheckedIOException("a finding in a file that cannot be read: " + name, e);
        }
    }
}
