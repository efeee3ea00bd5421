package io.github.flexyfleet.simulator.hub;

import java.time.Instant;

/**
 * An identity in the registry.
 *
 * @param settings what was asked for
 * @param generationId tells apart identities that had the same id one after the other
 * @param etag changes with every change of the identity
 * @param statusUpdated when {@code enabled} last changed
 */
public record DeviceIdentity(DeviceSettings settings, String generationId, String etag, Instant statusUpdated) {
    /** Its id. */
    public String deviceId() {
        return settings.deviceId();
    }
}
