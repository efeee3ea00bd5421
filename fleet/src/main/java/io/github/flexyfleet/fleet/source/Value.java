package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Span;

/** A piece of a parsed file that knows where it stands. Immutable. */
public sealed interface Value permits ScalarValue, ListValue, MapValue {
    /** Where the value starts. */
    Span span();
}
