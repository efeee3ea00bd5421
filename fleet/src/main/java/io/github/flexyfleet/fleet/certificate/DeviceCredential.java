package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;

/** What a device shows its hub. */
public sealed interface DeviceCredential permits DeviceCertificate, SharedKey {
    /** Whose it is. */
    DeviceId device();
}
