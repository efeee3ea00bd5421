package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.List;

/**
 * The settings of a device once all layers are applied.
 *
 * @param tagGroups sorted by name
 * @param heartbeat 1 s to 24 h; zero is off
 * @param certificateValidity 1 d to 36500 d
 */
public record DeviceSettings(List<TagGroup> tagGroups, Duration heartbeat, Duration certificateValidity) {
    /** Takes a copy. */
    public DeviceSettings {
        tagGroups = List.copyOf(tagGroups);
    }
}
