package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;

/**
 * What writing bundles changed on disk.
 *
 * @param written devices with at least one new or changed file, sorted
 * @param unchanged number of devices without a change
 * @param removed names of folders of devices that left the fleet, sorted
 */
public record WriteReport(List<DeviceId> written, int unchanged, List<String> removed) {
    /** Takes a copy. */
    public WriteReport {
        written = List.copyOf(written);
        removed = List.copyOf(removed);
    }
}
