package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Optional;

/**
 * What a rollout needs of the hub's identity registry. Nothing is written when nothing differs. Thread-safe. Every method throws
 * {@link io.github.flexyfleet.fleet.hub.IotHubException} when the hub refuses;
 * the declared exception is for whoever stands in between.
 */
public interface HubIdentities {
    /**
     * Makes the hub trust a certificate beside the one it trusts already, or verifies that it trusts the key; creates a
     * missing identity. What the device runs now stays trusted, so that it can always go back, unless that was revoked.
     *
     * @param running the certificate of its confirmed bundle, when that is known
     */
    void trust(DeviceId device, HubLogin login, Optional<Fingerprint> running) throws DeviceProblemException;

    /**
     * Makes the hub trust this certificate or key only, once the device has nothing else to go back to; creates a missing
     * identity.
     */
    void settle(DeviceId device, HubLogin login) throws DeviceProblemException;

    /**
     * Undoes what {@link #trust} has changed for a device that goes back to what it ran before, as far as that would be shut
     * out: one that the hub was to know by its authority is known by its thumbprint again.
     */
    void takeBack(DeviceId device) throws DeviceProblemException;
}
