package io.github.flexyfleet.fleet.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A site that device tables add to. */
final class SiteDraft {
    private static final String DEVICES = "devices";

    private final MapEntry original;
    private final Map<String, MapEntry> entries;
    private final Map<String, MapEntry> devices;

    /** A site as it stands in a file, or a new one whose value is an empty map. */
    SiteDraft(MapEntry original) {
        MapValue site = original.value() instanceof MapValue map ? map : MapValue.empty(original.keySpan());
        this.original = original;
        this.entries = new LinkedHashMap<>(site.entries());
        this.devices =
                new LinkedHashMap<>(site.map(DEVICES).map(MapValue::entries).orElse(Map.of()));
    }

    /** Adds a device; gives the one that has its id already, if any. */
    Optional<MapEntry> addDevice(MapEntry device) {
        return Optional.ofNullable(devices.putIfAbsent(device.name(), device));
    }

    /** Adds a setting; gives the one that is there already, if any. */
    Optional<MapEntry> add(MapEntry setting) {
        return Optional.ofNullable(entries.putIfAbsent(setting.name(), setting));
    }

    /** The site with all that was added. */
    MapEntry build() {
        MapEntry first = entries.get(DEVICES);
        ScalarValue key = first == null ? new ScalarValue(DEVICES, ScalarKind.TEXT, original.keySpan()) : first.key();
        entries.put(DEVICES, new MapEntry(key, new MapValue(devices, key.span())));
        return new MapEntry(
                original.key(), new MapValue(entries, original.value().span()));
    }
}
