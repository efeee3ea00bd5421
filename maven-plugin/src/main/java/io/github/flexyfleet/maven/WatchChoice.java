package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.Site;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchFilter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/** Reads what is to be watched and how long. */
final class WatchChoice {
    private WatchChoice() {}

    /** The devices named, those of the sites named, or all. */
    static WatchFilter filter(
            Fleet fleet, List<String> devices, List<String> sites, List<String> kinds, List<String> tags)
            throws MojoFailureException {
        Map<DeviceId, String> all = new HashMap<>();
        for (Site site : fleet.sites()) {
            for (Device device : site.devices()) {
                all.put(device.id(), site.name());
            }
        }
        for (String name : devices) {
            if (all.keySet().stream().noneMatch(id -> id.value().equals(name))) {
                throw new MojoFailureException(
                        "the fleet file has no device \"" + name + "\"; upper and lower case count");
            }
        }
        for (String name : sites) {
            if (!all.containsValue(name)) {
                throw new MojoFailureException("the fleet file has no devices at a site \"" + name + "\"");
            }
        }
        if (!devices.isEmpty() || !sites.isEmpty()) {
            all.entrySet()
                    .removeIf(entry -> !devices.contains(entry.getKey().value()) && !sites.contains(entry.getValue()));
        }
        return new WatchFilter(all, Set.copyOf(kinds), tags);
    }

    /** When to end. */
    static Watch.Limits limits(String time, Integer count) throws MojoFailureException {
        if (count != null && count < 1) {
            throw new MojoFailureException("flexy.count is " + count + "; give 1 or more, or leave it out");
        }
        Optional<Duration> after = time == null ? Optional.empty() : Optional.of(Waits.read("flexy.for", time));
        return new Watch.Limits(after, Optional.ofNullable(count));
    }
}
