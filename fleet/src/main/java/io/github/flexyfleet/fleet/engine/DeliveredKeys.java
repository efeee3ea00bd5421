package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.CertificateStoreException;
import io.github.flexyfleet.fleet.model.CertificateSettings.Custody;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.DeviceTarget;
import java.util.Set;
import java.util.stream.Collectors;

/** Forgets private keys that are to be kept on their devices only, once those have them for good. Thread-safe. */
public final class DeliveredKeys {
    private final Set<DeviceId> onDeviceOnly;
    private final CertificateStore store;

    /** The keys of a fleet. */
    public DeliveredKeys(Fleet fleet, CertificateStore store) {
        this.onDeviceOnly = fleet.devices().stream()
                .filter(device -> device.certificate().custody() == Custody.DEVICE_ONLY)
                .map(Device::id)
                .collect(Collectors.toSet());
        this.store = store;
    }

    /**
     * Hears that a device runs its bundle, confirmed. A run that is cut off before this hears of it leaves the key; the next
     * run finds the device unchanged, and says so here.
     *
     * @throws CertificateStoreException when the key cannot be deleted
     */
    public void confirmed(DeviceTarget target) {
        if (onDeviceOnly.contains(target.device())) {
            target.fingerprint().ifPresent(fingerprint -> store.forgetKey(target.device(), fingerprint));
        }
    }
}
