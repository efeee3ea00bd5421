package io.github.flexyfleet.fleet.compile;

import java.util.List;

/**
 * What a fleet compiles to.
 *
 * @param bundles one a device, sorted by device id
 */
public record CompiledFleet(List<Bundle> bundles) {
    /** Takes a copy. */
    public CompiledFleet {
        bundles = List.copyOf(bundles);
    }
}
