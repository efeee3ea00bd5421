package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Hold;
import io.github.flexyfleet.fleet.model.Openings;
import io.github.flexyfleet.fleet.model.Site;
import io.github.flexyfleet.fleet.model.TagGroup;
import io.github.flexyfleet.fleet.model.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a rollout has to heed at one device.
 *
 * @param openings when it may begin
 * @param hold how it asks to wait
 * @param periods full periods of its tag groups, by their names; without those that are sent on change only
 */
public record DeviceNeeds(Openings openings, Optional<Hold> hold, Map<String, Duration> periods) {
    /** It may begin at any time. */
    public static final DeviceNeeds NOTHING = new DeviceNeeds(Openings.ALWAYS, Optional.empty(), Map.of());

    /** Takes a copy. */
    public DeviceNeeds {
        periods = Map.copyOf(periods);
    }

    /** What the fleet file says. */
    static DeviceNeeds of(Device device, Site site, Timing timing) {
        Map<String, Duration> periods = new HashMap<>();
        for (TagGroup group : device.tagGroups()) {
            group.full().ifPresent(period -> periods.put(group.name(), period));
        }
        return new DeviceNeeds(
                new Openings(site.timeZone(), device.traits().windows(), timing),
                device.traits().hold(),
                periods);
    }
}
