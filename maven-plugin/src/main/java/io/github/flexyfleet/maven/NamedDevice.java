package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;

/** The device, or the devices, that {@code flexy.device} names. */
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

    /**
     * Finds those of several names.
     *
     * @param names as the user wrote them; null or empty for all devices
     * @throws MojoFailureException when there is none of a name
     */
    static List<DeviceTarget> among(List<DeviceTarget> all, List<String> names) throws MojoFailureException {
        if (names == null || names.isEmpty()) {
            return all;
        }
        Set<String> wanted = names.stream().map(String::strip).collect(Collectors.toSet());
        Set<String> there = all.stream().map(target -> target.device().value()).collect(Collectors.toSet());
        for (String name : wanted) {
            if (!there.contains(name)) {
                throw new MojoFailureException(
                        "the fleet file has no device \"" + name + "\"; upper and lower case count");
            }
        }
        return all.stream()
                .filter(target -> wanted.contains(target.device().value()))
                .toList();
    }
}
