package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import java.util.Optional;

/**
 * Whether a device may go from the roots that it trusts to those that it shall trust: old and new together first, so that
 * it connects whichever its server shows, and can go back. Thread-safe.
 */
@FunctionalInterface
public interface RootsCheck {
    /** Every change is let pass. */
    RootsCheck NONE = (target, confirmed) -> Optional.empty();

    /**
     * What is exchanged at once, in words.
     *
     * @param target the device with the roots that it shall trust
     * @param confirmed the bundle that it runs
     * @return empty when the change may be, or when nobody knows what the device trusts
     */
    Optional<String> exchanged(DeviceTarget target, Digest confirmed);
}
