package io.github.flexyfleet.fleet.watch;

import io.github.flexyfleet.fleet.hub.DeviceMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A message as it was seen.
 *
 * @param message what the hub took
 * @param site the device's site
 * @param seen when this process saw it
 * @param order how its number stands to those before it
 * @param values the wanted ones of its tag values
 */
public record Sighting(
        DeviceMessage message, String site, Instant seen, Order order, SortedMap<String, String> values) {
    /** Copies the values. */
    public Sighting {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** From the hub to here; not below zero, however the two clocks differ. */
    public Duration lag() {
        Duration lag = Duration.between(message.enqueued(), seen);
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** Why it was sent, as the device wrote it. */
    public String kind() {
        return message.properties().getOrDefault("kind", "-");
    }
}
