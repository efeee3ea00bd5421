package io.github.flexyfleet.fleet.model;

import java.time.ZoneId;
import java.util.List;

/**
 * A place with devices.
 *
 * @param name unique in the fleet
 * @param timeZone the site's time zone
 * @param devices in the file's order
 */
public record Site(String name, ZoneId timeZone, List<Device> devices) {
    /** Takes a copy. */
    public Site {
        devices = List.copyOf(devices);
    }
}
