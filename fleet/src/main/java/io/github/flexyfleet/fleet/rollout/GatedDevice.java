package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import java.time.Duration;
import java.util.Map;

/**
 * A device of which a wave's gates are asked.
 *
 * @param target the device
 * @param baseline how it was before it was changed
 * @param periods full periods of its tag groups, by their names; without those that are sent on change only
 */
record GatedDevice(DeviceTarget target, Baseline baseline, Map<String, Duration> periods) {
    /** Takes a copy. */
    GatedDevice {
        periods = Map.copyOf(periods);
    }
}
