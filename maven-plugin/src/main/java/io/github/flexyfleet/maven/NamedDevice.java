package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import org.apache.maven.plugin.MojoFailureException;

/** The device that {@code flexy.device} names. */
final class NamedDevice {
    private NamedDevice() {}

    /**
     * Finds it.
     *
     * @param id as the user wrote it; null when nothing was written
     * @throws MojoFailureException when there is none
     */
    static Device of(Fleet fleet, String id) throws MojoFailureException {
        if (id == null) {
            throw new MojoFailureException("no device is named; say which: -Dflexy.device=ID");
        }
        return fleet.devices().stream()
                .filter(each -> each.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new MojoFailureException(
                        "the fleet file has no device \"" + id + "\"; upper and lower case count"));
    }
}
