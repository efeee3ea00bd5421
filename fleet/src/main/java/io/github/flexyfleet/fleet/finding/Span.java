package io.github.flexyfleet.fleet.finding;

import java.util.Comparator;

/**
 * A place in a file.
 *
 * @param file path relative to the project folder, with {@code /}
 * @param line 1-based
 * @param column 1-based, in Unicode characters (code points), not bytes
 */
public record Span(String file, int line, int column) implements Comparable<Span> {
    private static final Comparator<Span> ORDER =
            Comparator.comparing(Span::file).thenComparingInt(Span::line).thenComparingInt(Span::column);

    /** Checks the range. */
    public Span {
        if (file == null || line < 1 || column < 1) {
            throw new IllegalArgumentException("not a place: " + file + ":" + line + ":" + column);
        }
    }

    /** The first character of a file. */
    public static Span startOf(String file) {
        return new Span(file, 1, 1);
    }

    @Override
    public int compareTo(Span other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}, as editors and terminals make it a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
