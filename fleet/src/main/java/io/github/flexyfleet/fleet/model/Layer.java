package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.source.Expander;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One set of settings.
 *
 * @param name for people, such as {@code site brussels}
 * @param settings the map that holds them
 * @param waits whether some of its values are known only once the site and the device are
 */
record Layer(String name, MapValue settings, boolean waits) {
    private static final List<String> SETTINGS = List.of(
            "heartbeat",
            "certificate",
            "tagGroups",
            "writable",
            "tagList",
            "simData",
            "spool",
            "takeOver",
            "connection",
            "transport",
            "auth",
            "sas",
            "secret",
            "account",
            "labels",
            "windows",
            "hold");

    /** The settings of a map that may have other keys too. */
    static Layer of(String name, MapValue holder) {
        Map<String, MapEntry> settings = new LinkedHashMap<>();
        for (String key : SETTINGS) {
            holder.entry(key).ifPresent(entry -> settings.put(key, entry));
        }
        MapValue map = new MapValue(settings, holder.span());
        return new Layer(name, map, Expander.waits(map));
    }

    /** The layer with all that it waits for. */
    Layer complete(Expander expander, String fleet, String site, String device) {
        return waits ? new Layer(name, expander.complete(settings, fleet, site, device), false) : this;
    }

    /** Whether it says nothing. */
    boolean isEmpty() {
        return settings.entries().isEmpty();
    }
}
