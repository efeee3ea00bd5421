package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Span;

/**
 * One entry of a map.
 *
 * @param key the key as a scalar, with its own place
 * @param value the value
 */
public record MapEntry(ScalarValue key, Value value) {
    /** The key's text. */
    public String name() {
        return key.text();
    }

    /** Where the key stands. */
    public Span keySpan() {
        return key.span();
    }
}
