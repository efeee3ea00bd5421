package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.source.Located;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A resolved fleet: every layer applied, every check passed.
 *
 * @param name the fleet's name
 * @param hub the IoT Hub
 * @param talk2m how the Flexys are reached
 * @param runtime where a Flexy without a runtime fetches it
 * @param roots absolute paths of PEM files with additional root certificates
 * @param sites in the file's order
 * @param origins where the devices' settings come from
 */
public record Fleet(
        String name,
        HubSettings hub,
        Talk2mSettings talk2m,
        Optional<RuntimeSource> runtime,
        List<Located<Path>> roots,
        List<Site> sites,
        Origins origins) {
    /** Takes a copy. */
    public Fleet {
        roots = List.copyOf(roots);
        sites = List.copyOf(sites);
    }

    /** All devices, site by site. */
    public List<Device> devices() {
        return sites.stream().flatMap(site -> site.devices().stream()).toList();
    }
}
