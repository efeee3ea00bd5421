package io.github.flexyfleet.fleet.imports;

import java.util.List;
import java.util.Optional;

/**
 * What was found, before it is a fleet file.
 *
 * @param source where it comes from, for people
 * @param hubHost full host name of the hub
 * @param account the Talk2M account
 * @param group the tag group of all devices
 * @param devices the devices, in the order found
 * @param tagList path of the tag list that it was made of, relative to the fleet file, when that can name it
 * @param notes comments on the whole
 */
public record ImportedFleet(
        String source,
        Optional<String> hubHost,
        Optional<String> account,
        ImportedGroup group,
        List<ImportedDevice> devices,
        Optional<String> tagList,
        List<String> notes) {
    /** Takes copies. */
    public ImportedFleet {
        devices = List.copyOf(devices);
        notes = List.copyOf(notes);
    }

    /** The same with what the user says; that wins over what was found. */
    public ImportedFleet with(Optional<String> toldHubHost, Optional<String> toldAccount) {
        return new ImportedFleet(
                source, toldHubHost.or(() -> hubHost), toldAccount.or(() -> account), group, devices, tagList, notes);
    }
}
