package io.github.flexyfleet.fleet.compile;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;

/**
 * What writing bundles changed on disk.
 *
 * @param written devices with at least one new or changed file, sorted
 * @param unchanged number of devices without a change
 * @param removed names of folders of devices that left the fleet, sorted
 * @param withoutKey devices whose private key is on no machine but theirs, and not among the files, sorted
 */
public record WriteReport(List<DeviceId> written, int unchanged, List<String> removed, List<DeviceId> withoutKey) {
    /** Takes copies. */
    public WriteReport {
        written = List.copyOf(written);
        removed = List.copyOf(removed);
        withoutKey = List.copyOf(withoutKey);
    }

    /** Nothing is missing. */
    public WriteReport(List<DeviceId> written, int unchanged, List<String> removed) {
        this(written, unchanged, removed, List.of());
    }
}
