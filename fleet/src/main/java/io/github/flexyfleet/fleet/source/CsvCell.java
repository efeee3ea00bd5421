package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Span;

/**
 * One value of a CSV file.
 *
 * @param text without quotes; without blanks at its ends when it had no quotes
 * @param span of its first character or opening quote
 */
record CsvCell(String text, Span span) {
    /** The text as a value of the tree: always text, never a number or a boolean. */
    ScalarValue value() {
        return new ScalarValue(text, ScalarKind.TEXT, span);
    }
}
