package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;

/** What {@code flexy.proven} says: devices, and the beginning of the thumbprints that they connect with. */
final class ProvenNames {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]{1,64})(?:=([0-9A-Fa-f]{16,64}))?");

    private ProvenNames() {}

    /**
     * By device the beginning of a thumbprint, upper-case; nothing for the certificate that the fleet has for it now.
     *
     * @throws MojoFailureException when one is no device of the fleet, or no thumbprint
     */
    static Map<DeviceId, String> read(Fleet fleet, List<String> names) throws MojoFailureException {
        Map<DeviceId, String> proven = new HashMap<>();
        for (String name : names == null ? List.<String>of() : names) {
            Matcher text = FORM.matcher(name.strip());
            boolean known = text.matches()
                    && fleet.devices().stream()
                            .map(Device::id)
                            .anyMatch(id -> id.value().equals(text.group(1)));
            if (!known) {
                throw new MojoFailureException("flexy.proven says \"" + name + "\"; nothing was done. Give a device of"
                        + " the fleet, or DEVICE=THUMBPRINT with the first 16 characters of the thumbprint or more");
            }
            String begin = text.group(2) == null ? "" : text.group(2);
            proven.put(new DeviceId(text.group(1)), begin.toUpperCase(Locale.ROOT));
        }
        return proven;
    }
}
