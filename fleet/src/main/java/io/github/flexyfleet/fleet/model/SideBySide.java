package io.github.flexyfleet.fleet.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which devices may be worked on at the same time.
 *
 * @param concurrency so many in the whole fleet, 1 to 64; left out, what the run says
 * @param perSite so many of a site, 1 to 64; left out, any
 * @param notTogether groups of devices that stand in for one another, each with two or more
 */
public record SideBySide(OptionalInt concurrency, OptionalInt perSite, List<List<DeviceId>> notTogether) {
    /** Whatever the run says. */
    public static final SideBySide FREE = new SideBySide(OptionalInt.empty(), OptionalInt.empty(), List.of());

    /** Takes copies. */
    public SideBySide {
        notTogether = notTogether.stream().map(List::copyOf).toList();
    }

    /** How many devices are worked on at a time when a run would take so many: the fleet file may only lower it. */
    public int concurrencyOf(int run) {
        return Math.min(run, concurrency.orElse(run));
    }
}
