package io.github.flexyfleet.fleet.watch;

import io.github.flexyfleet.fleet.hub.MessageValues;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * What somebody wants to see.
 *
 * @param sites site of each device that is watched
 * @param kinds kinds of message, as on the wire; empty for all
 * @param tags names of tags, in which {@code *} stands for any part; empty for all
 */
public record WatchFilter(Map<DeviceId, String> sites, Set<String> kinds, List<String> tags) {
    /** Copies the collections. */
    public WatchFilter {
        sites = Map.copyOf(sites);
        kinds = Set.copyOf(kinds);
        tags = List.copyOf(tags);
    }

    /** All messages of these devices. */
    public WatchFilter(Map<DeviceId, String> sites) {
        this(sites, Set.of(), List.of());
    }

    /** Whether messages of a kind are shown; all are counted. */
    boolean shows(Sighting sighting) {
        return kinds.isEmpty() || kinds.contains(sighting.kind());
    }

    SortedMap<String, String> values(String body) {
        SortedMap<String, String> values = MessageValues.of(body);
        if (!tags.isEmpty()) {
            values.keySet().removeIf(name -> tags.stream().noneMatch(pattern -> matches(pattern, name)));
        }
        return values;
    }

    private static boolean matches(String pattern, String name) {
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}
