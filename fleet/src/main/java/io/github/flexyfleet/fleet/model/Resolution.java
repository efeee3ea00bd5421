package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.source.Value;
import java.util.List;

/**
 * A value with where it won.
 *
 * @param value the value of the latest layer that has one
 * @param layer that layer's name
 * @param overridden where earlier layers say something else, nearest first
 */
record Resolution(Value value, String layer, List<Span> overridden) {
    Resolution {
        overridden = List.copyOf(overridden);
    }
}
