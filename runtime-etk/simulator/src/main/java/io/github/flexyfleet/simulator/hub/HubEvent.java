package io.github.flexyfleet.simulator.hub;

import java.time.Instant;
import java.util.Map;

/**
 * A message of a device as it lies in the hub. The body is not copied.
 *
 * @param position place in the log, from 1, without gaps
 * @param enqueued when the hub took it
 * @param deviceId the device that sent it
 * @param systemProperties by the names that readers see: {@code content-type}, {@code iothub-connection-device-id}, ...
 * @param properties what the device added
 * @param body raw body
 */
@SuppressWarnings("ArrayRecordComponent")
public record HubEvent(
        long position,
        Instant enqueued,
        String deviceId,
        Map<String, String> systemProperties,
        Map<String, String> properties,
        byte[] body) {
    /** Copies the maps. */
    public HubEvent {
        systemProperties = Map.copyOf(systemProperties);
        properties = Map.copyOf(properties);
    }
}
