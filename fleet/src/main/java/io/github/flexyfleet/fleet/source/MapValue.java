package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map with text keys.
 *
 * @param entries by key, in the file's order
 * @param span of the first key or the opening bracket
 */
public record MapValue(Map<String, MapEntry> entries, Span span) implements Value {
    /** Takes a copy that keeps the order. */
    public MapValue {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A map without entries. */
    public static MapValue empty(Span span) {
        return new MapValue(Map.of(), span);
    }

    /** The value of a key. */
    public Optional<Value> get(String key) {
        return entry(key).map(MapEntry::value);
    }

    /** The entry of a key. */
    public Optional<MapEntry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The map below a key; absent also when something else stands there. */
    public Optional<MapValue> map(String key) {
        return get(key).flatMap(value -> value instanceof MapValue map ? Optional.of(map) : Optional.empty());
    }

    /** The list below a key; absent also when something else stands there. */
    public Optional<ListValue> list(String key) {
        return get(key).flatMap(value -> value instanceof ListValue list ? Optional.of(list) : Optional.empty());
    }
}
