package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Span;
import java.util.Objects;

/**
 * A value with the place that it comes from.
 *
 * @param value the value
 * @param span where it stands
 */
public record Located<T>(T value, Span span) {
    /** Checks that both are there. */
    public Located {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(span, "span");
    }
}
