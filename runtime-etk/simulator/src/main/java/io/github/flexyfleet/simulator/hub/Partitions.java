package io.github.flexyfleet.simulator.hub;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The event log as the partitions of the hub's built-in endpoint. All events of a device lie in one partition, in order
 * (azure-iot-hub 1); in a partition they are numbered from 0 without gaps. Thread-safe.
 */
final class Partitions {
    private final EventLog log;
    private final List<List<HubEvent>> partitions;
    private long position;

    /** The partitions of a log, which from now on holds what the partitions hold. */
    Partitions(EventLog log, int count) {
        this.log = log;
        this.partitions = IntStream.range(0, count)
                .<List<HubEvent>>mapToObj(i -> new ArrayList<>())
                .toList();
    }

    /** What a reader asks of a partition. */
    record Bounds(long lastNumber, Instant lastEnqueued, boolean empty) {}

    /** Names of the partitions. */
    List<String> ids() {
        return IntStream.range(0, partitions.size()).mapToObj(Integer::toString).toList();
    }

    /** Whether there is a partition of this name. */
    boolean has(String id) {
        return ids().contains(id);
    }

    /** Events of a partition from a number on. */
    synchronized List<HubEvent> from(int partition, long number, int most) {
        catchUp();
        List<HubEvent> events = partitions.get(partition);
        int start = (int) Math.max(0, Math.min(number, events.size()));
        return List.copyOf(events.subList(start, Math.min(events.size(), start + most)));
    }

    /** The number of the first event that was enqueued after a moment, or at it. */
    synchronized long firstAfter(int partition, Instant moment, boolean inclusive) {
        catchUp();
        List<HubEvent> events = partitions.get(partition);
        int at = 0;
        while (at < events.size() && isBefore(events.get(at).enqueued(), moment, inclusive)) {
            at++;
        }
        return at;
    }

    private static boolean isBefore(Instant enqueued, Instant moment, boolean inclusive) {
        return inclusive ? enqueued.isBefore(moment) : !enqueued.isAfter(moment);
    }

    /** The newest event of a partition. */
    synchronized Bounds bounds(int partition) {
        catchUp();
        List<HubEvent> events = partitions.get(partition);
        return events.isEmpty()
                ? new Bounds(-1, Instant.EPOCH, true)
                : new Bounds(events.size() - 1L, events.get(events.size() - 1).enqueued(), false);
    }

    private void catchUp() {
        for (HubEvent event : log.since(position)) {
            partitions.get(partitionOf(event.deviceId(), partitions.size())).add(event);
            position = event.position();
        }
    }

    /** Always the same for a device. How a real hub chooses is not known; nobody may rely on it. */
    static int partitionOf(String deviceId, int count) {
        CRC32 hash = new CRC32();
        hash.update(deviceId.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % count);
    }
}
