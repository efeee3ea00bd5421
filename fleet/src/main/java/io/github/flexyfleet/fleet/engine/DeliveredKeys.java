package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.CertificateStoreException;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.FirstKeys;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.CertificateSettings.Custody;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Forgets keys that are to be kept on their devices only, or at the hub, once they are there for good. Thread-safe. */
public final class DeliveredKeys {
    private final Set<DeviceId> onDeviceOnly;
    private final CertificateStore store;
    private final FirstKeys firstKeys;

    /** The keys of a fleet. */
    public DeliveredKeys(Fleet fleet, CertificateStore store, FirstKeys firstKeys) {
        this.onDeviceOnly = fleet.devices().stream()
                .filter(device -> device.certificate().custody() == Custody.DEVICE_ONLY)
                .map(Device::id)
                .collect(Collectors.toSet());
        this.store = store;
        this.firstKeys = firstKeys;
    }

    /**
     * Hears how it ended with a device. One that runs its bundle, confirmed, has its key for good: a run that is cut off
     * before this hears of it leaves the tool's copy, and the next run finds the device unchanged and says so here. One that
     * lacks a key of which there is no copy needs another certificate.
     *
     * @throws CertificateStoreException when the store cannot be written
     */
    public void finished(DeviceResult result) {
        DeviceTarget target = result.target();
        Optional<Fingerprint> fingerprint = target.fingerprint();
        if (fingerprint.isEmpty()) {
            if (result.outcome().done()) {
                firstKeys.forget(target.device());
            }
            return;
        }
        if (result.outcome().done() && onDeviceOnly.contains(target.device())) {
            store.forgetKey(target.device(), fingerprint.get());
        } else if (result.problem()
                .filter(problem -> problem.code() == ProblemCode.KEY_UNAVAILABLE)
                .isPresent()) {
            store.keyLost(target.device(), fingerprint.get());
        }
    }
}
