package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a device once all layers are applied.
 *
 * @param tagGroups sorted by name
 * @param heartbeat 1 s to 24 h; zero is off
 * @param certificateValidity 1 d to 36500 d
 * @param secret where the Flexy's own user and password are kept; left out, at the default place
 * @param simData what its SIM may carry in a month; zero for no limit; left out, what the budget assumes
 * @param tagList the tags that it is known to have; part of no bundle
 */
public record DeviceSettings(
        List<TagGroup> tagGroups,
        Duration heartbeat,
        Duration certificateValidity,
        Optional<SecretRef> secret,
        Optional<DataSize> simData,
        Optional<TagList> tagList) {
    /** Takes a copy. */
    public DeviceSettings {
        tagGroups = List.copyOf(tagGroups);
    }
}
