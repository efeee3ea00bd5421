package io.github.flexyfleet.simulator.hub;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The hub's own log of connections that were refused or lost: MQTT tells the device no reason, the log does
 * (azure-iot-hub 1). It holds the newest {@value #CAPACITY} entries. Thread-safe.
 */
public final class ConnectionLog {
    private static final int CAPACITY = 10_000;

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<HubError, Long> counts = new EnumMap<>(HubError.class);

    /**
     * One line.
     *
     * @param at when
     * @param deviceId the device, as far as it is known; empty otherwise
     * @param error why
     * @param text words for people
     */
    public record Entry(Instant at, String deviceId, HubError error, String text) {}

    ConnectionLog(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(String deviceId, HubError error, String text) {
        counts.merge(error, 1L, Long::sum);
        entries.addLast(new Entry(clock.instant(), deviceId, error, text));
        if (entries.size() > CAPACITY) {
            entries.removeFirst();
        }
    }

    /** The entries of a device, oldest first. */
    public synchronized List<Entry> of(String deviceId) {
        return entries.stream()
                .filter(entry -> entry.deviceId().equals(deviceId))
                .toList();
    }

    /** How often this came about since the hub was opened, also beyond the entries that are kept. */
    public synchronized long count(HubError error) {
        return counts.getOrDefault(error, 0L);
    }

    /** All entries that are kept, oldest first. */
    public synchronized List<Entry> all() {
        return List.copyOf(entries);
    }
}
