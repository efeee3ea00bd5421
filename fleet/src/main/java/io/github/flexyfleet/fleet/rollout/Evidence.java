package io.github.flexyfleet.fleet.rollout;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What shows that a device's data arrives under the wanted digest and certificate.
 *
 * @param firstMessage when the hub took the first message that carries the digest
 * @param messages how many such messages were seen
 * @param lastValues last value of each tag seen, by tag name, as the message wrote it
 * @param acknowledged highest message sequence that the device knows the hub has read; 0 when not asked
 */
public record Evidence(
        Optional<Instant> firstMessage, int messages, SortedMap<String, String> lastValues, long acknowledged) {
    /** Copies the values. */
    public Evidence {
        lastValues = Collections.unmodifiableSortedMap(new TreeMap<>(lastValues));
    }

    /** Nothing was seen. */
    public static Evidence none() {
        return new Evidence(Optional.empty(), 0, new TreeMap<>(), 0);
    }

    /** The same with what the device itself says. */
    public Evidence withAcknowledged(long sequence) {
        return new Evidence(firstMessage, messages, lastValues, sequence);
    }
}
