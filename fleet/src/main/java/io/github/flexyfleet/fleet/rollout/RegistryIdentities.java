package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Optional;

/** {@link HubIdentities} over the hub's REST registry: read, compare, write only where it differs (azure-iot-hub 2). */
public final class RegistryIdentities implements HubIdentities {
    /** By this we know later that it was us who shut a device out, and that a new certificate lets it in. */
    private static final String REVOKED = "certificate revoked by flexy:revoke";

    private final IotHubRegistry registry;

    /** Works on a registry. */
    public RegistryIdentities(IotHubRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void trust(DeviceId device, HubLogin login, Optional<Fingerprint> running) throws DeviceProblemException {
        if (login instanceof HubLogin.Key key) {
            registry.trustKey(device, key.key());
            return;
        }
        Fingerprint fingerprint = ((HubLogin.Certificate) login).fingerprint();
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            registry.create(device, fingerprint);
        } else if (isRevoked(present.get())) {
            letIn(present.get(), fingerprint);
        } else if (!present.get().trusts(fingerprint)) {
            registry.trustAlso(keeping(present.get(), running), fingerprint);
        }
    }

    /**
     * A new certificate takes the second slot. When the device runs on the one in there, since a run was cut off before the
     * hub forgot the first, that one moves to the first slot before.
     */
    private HubIdentity keeping(HubIdentity identity, Optional<Fingerprint> running) {
        return running.filter(own -> identity.thumbprints().secondary().equals(own.hex()))
                .filter(own -> !identity.trustsOnly(own))
                .map(own -> registry.trustOnly(identity, own))
                .orElse(identity);
    }

    private static boolean isRevoked(HubIdentity identity) {
        return !identity.enabled() && identity.statusReason().equals(REVOKED);
    }

    private void letIn(HubIdentity identity, Fingerprint fingerprint) throws DeviceProblemException {
        if (identity.trusts(fingerprint)) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.REVOKED,
                    "the hub refuses this device: its certificate " + fingerprint.abbreviated() + " was revoked",
                    "run mvn flexy:revoke -Dflexy.device=" + identity.device()
                            + " once more: it makes a new certificate, which the next deploy brings");
        }
        registry.enable(identity, fingerprint);
    }

    @Override
    public boolean revoke(DeviceId device) {
        Optional<HubIdentity> present = registry.find(device);
        present.ifPresent(identity -> registry.disable(identity, REVOKED));
        return present.isPresent();
    }

    /** A key has a second one beside it that is not this tool's to take away. */
    @Override
    public void settle(DeviceId device, HubLogin login) throws DeviceProblemException {
        if (login instanceof HubLogin.Key key) {
            registry.trustKey(device, key.key());
            return;
        }
        Fingerprint fingerprint = ((HubLogin.Certificate) login).fingerprint();
        Optional<HubIdentity> present = registry.find(device);
        if (present.isEmpty()) {
            registry.create(device, fingerprint);
        } else if (isRevoked(present.get())) {
            letIn(present.get(), fingerprint);
        } else {
            registry.trustOnly(present.get(), fingerprint);
        }
    }
}
