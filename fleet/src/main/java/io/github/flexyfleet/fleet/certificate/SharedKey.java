package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;

/**
 * A symmetric key that a device shares with its hub.
 *
 * @param device whose it is
 * @param key Base64
 */
public record SharedKey(DeviceId device, Secret key) implements DeviceCredential {}
