package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;

/** What a device shows its hub. */
public sealed interface DeviceCredential permits DeviceCertificate, SharedKey, UnknownCredential {
    /** Whose it is. */
    DeviceId device();

    /** Whether it is a symmetric key. */
    default boolean isKey() {
        return this instanceof SharedKey || (this instanceof UnknownCredential unknown && !unknown.certificate());
    }
}
