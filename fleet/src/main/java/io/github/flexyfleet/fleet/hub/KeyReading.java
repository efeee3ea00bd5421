package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** What it takes to choose the keys of devices. Thread-safe. */
public interface KeyReading {
    /**
     * The identities of devices with their keys; those that the hub does not know are left out.
     *
     * @throws IotHubException when the hub cannot be read
     */
    Map<DeviceId, HubIdentity> read(Collection<DeviceId> devices);

    /** A new key of 256 bits, Base64; nobody has it yet. */
    Secret fresh();

    /** Now, to the minute, as marks have it. */
    Instant now();
}
