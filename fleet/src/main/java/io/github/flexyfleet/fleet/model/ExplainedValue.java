package io.github.flexyfleet.fleet.model;

import java.util.List;

/**
 * One setting of a device with where it comes from.
 *
 * @param path such as {@code tagGroups.script.push.full}
 * @param value what holds, and the strongest layer that says so
 * @param overridden what weaker layers say, strongest first: overridden or, where lists are appended to, extended
 */
public record ExplainedValue(String path, LayerValue value, List<LayerValue> overridden) {
    /** Takes a copy. */
    public ExplainedValue {
        overridden = List.copyOf(overridden);
    }
}
