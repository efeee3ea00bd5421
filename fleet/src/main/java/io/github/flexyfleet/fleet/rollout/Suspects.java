package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import java.util.List;
import java.util.Optional;

/** Says which settings changed since a device's last confirmed configuration, when the new one did not do. Thread-safe. */
@FunctionalInterface
public interface Suspects {
    /** Nothing is known. */
    Suspects NONE = (target, before) -> List.of();

    /**
     * What changed.
     *
     * @param target the device and what was wanted of it
     * @param before what it ran, when it ran anything
     * @return a line a setting with file, line and column, the likeliest first; no secret in any
     */
    List<String> of(DeviceTarget target, Optional<Digest> before);
}
