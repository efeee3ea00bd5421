package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Optional;

/** {@link HubIdentities} over the hub's REST registry: read, compare, write only where it differs (azure-iot-hub 2). */
public final class RegistryIdentities implements HubIdentities {
    private final IotHubRegistry registry;

    /** Works on a registry. */
    public RegistryIdentities(IotHubRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void trust(DeviceId device, Fingerprint fingerprint) {
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            registry.create(device, fingerprint);
        } else if (!present.get().trusts(fingerprint)) {
            registry.trustAlso(present.get(), fingerprint);
        }
    }

    @Override
    public void settle(DeviceId device, Fingerprint fingerprint) {
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            registry.create(device, fingerprint);
        } else {
            registry.trustOnly(present.get(), fingerprint);
        }
    }
}
