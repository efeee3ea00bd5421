package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.DeviceId;

/**
 * What a rollout needs of the hub's identity registry. Nothing is written when nothing differs. Thread-safe. Every method throws
 * {@link io.github.flexyfleet.fleet.hub.IotHubException} when the hub refuses;
 * the declared exception is for whoever stands in between.
 */
public interface HubIdentities {
    /**
     * Makes the hub trust a certificate beside the one it trusts already, or verifies that it trusts the key; creates a
     * missing identity.
     */
    void trust(DeviceId device, HubLogin login) throws DeviceProblemException;

    /**
     * Makes the hub trust this certificate or key only, once the device has nothing else to go back to; creates a missing
     * identity.
     */
    void settle(DeviceId device, HubLogin login) throws DeviceProblemException;
}
