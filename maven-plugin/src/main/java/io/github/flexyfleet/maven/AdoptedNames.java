package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/** Device ids that a parameter lists. */
final class AdoptedNames {
    private AdoptedNames() {}

    /** The devices of {@code flexy.adopt}. */
    static Set<DeviceId> read(List<String> names) throws MojoFailureException {
        return read("flexy.adopt", names);
    }

    /**
     * The devices of a parameter.
     *
     * @throws MojoFailureException when one is no device id
     */
    static Set<DeviceId> read(String parameter, List<String> names) throws MojoFailureException {
        Set<DeviceId> devices = new HashSet<>();
        for (String name : names == null ? List.<String>of() : names) {
            if (!DeviceId.isValid(name.strip())) {
                throw new MojoFailureException(
                        parameter + " names \"" + name + "\", which is no device id; nothing was done");
            }
            devices.add(new DeviceId(name.strip()));
        }
        return devices;
    }
}
