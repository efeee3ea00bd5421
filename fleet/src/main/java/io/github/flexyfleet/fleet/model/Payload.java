package io.github.flexyfleet.fleet.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a message looks like.
 *
 * @param format form of the body
 * @param properties additions to the property bag, by name: 1..32 letters, digits and underscores, none of the
 *     protocol's own; values of up to 128 characters
 */
public record Payload(PayloadFormat format, SortedMap<String, String> properties) {
    /** Takes a copy. */
    public Payload {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** A format without additions. */
    public static Payload of(PayloadFormat format) {
        return new Payload(format, new TreeMap<>(Map.of()));
    }
}
