package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.List;
import java.util.Optional;

/**
 * A device that was found.
 *
 * @param id identity at the hub
 * @param talk2mName its name in Talk2M, when known
 * @param serial serial number {@code dddd-dddd-dd}, when known
 * @param notes comments
 */
public record ImportedDevice(DeviceId id, Optional<String> talk2mName, Optional<String> serial, List<String> notes) {
    /** Takes a copy. */
    public ImportedDevice {
        notes = List.copyOf(notes);
    }
}
