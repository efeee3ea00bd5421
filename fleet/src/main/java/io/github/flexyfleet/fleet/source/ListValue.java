package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Span;
import java.util.List;

/**
 * A list.
 *
 * @param items in the file's order
 * @param span of the first item or the opening bracket
 */
public record ListValue(List<Value> items, Span span) implements Value {
    /** Takes a copy. */
    public ListValue {
        items = List.copyOf(items);
    }
}
