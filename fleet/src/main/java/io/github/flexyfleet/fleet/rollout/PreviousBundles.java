package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import java.util.Optional;

/**
 * Keeps what devices ran before. A Flexy itself keeps its confirmed bundle only while another one is on trial
 * (docs/device-protocol.md), so that the way back from a confirmed one is to send the bundle before it again. Thread-safe.
 */
@FunctionalInterface
public interface PreviousBundles {
    /** Nothing is kept. */
    PreviousBundles NONE = (target, digest) -> Optional.empty();

    /**
     * A device with what it ran before.
     *
     * @param target the device and what is wanted of it now
     * @param digest what it ran
     * @return the same device with that bundle, and the login that belongs to it; empty when nobody has kept it
     */
    Optional<DeviceTarget> of(DeviceTarget target, Digest digest);
}
