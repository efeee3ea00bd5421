package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;

/**
 * A symmetric key that a device shares with its hub.
 *
 * @param device whose it is
 * @param key Base64
 * @param origin who looks after it
 */
public record SharedKey(DeviceId device, Secret key, Origin origin) implements DeviceCredential {
    /** Who looks after a key. */
    public sealed interface Origin {
        /**
         * This tool, at the hub.
         *
         * @param slot where the hub keeps it
         */
        record AtHub(KeySlot slot) implements Origin {}

        /**
         * Somebody who gave it in a connection string.
         *
         * @param unknown whether the hub was seen to have other keys for the device
         */
        record Imported(boolean unknown) implements Origin {}
    }

    /** One that somebody gave; what the hub has was not looked at. */
    public static SharedKey imported(DeviceId device, Secret key) {
        return new SharedKey(device, key, new Origin.Imported(false));
    }
}
