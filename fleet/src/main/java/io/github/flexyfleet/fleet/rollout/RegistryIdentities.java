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
    public void trust(DeviceId device, HubLogin login) {
        if (login instanceof HubLogin.Key key) {
            registry.trustKey(device, key.key());
            return;
        }
        Fingerprint fingerprint = ((HubLogin.Certificate) login).fingerprint();
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            registry.create(device, fingerprint);
        } else if (!present.get().trusts(fingerprint)) {
            registry.trustAlso(present.get(), fingerprint);
        }
    }

    /** A key has a second one beside it that is not this tool's to take away. */
    @Override
    public void settle(DeviceId device, HubLogin login) {
        if (login instanceof HubLogin.Key key) {
            registry.trustKey(device, key.key());
            return;
        }
        Fingerprint fingerprint = ((HubLogin.Certificate) login).fingerprint();
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            registry.create(device, fingerprint);
        } else {
            registry.trustOnly(present.get(), fingerprint);
        }
    }
}
