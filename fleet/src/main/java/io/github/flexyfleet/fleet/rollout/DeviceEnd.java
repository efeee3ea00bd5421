package io.github.flexyfleet.fleet.rollout;

import java.util.Optional;

/**
 * How the work on a device ended, as whoever did it knows it.
 *
 * @param result what is told of it
 * @param baseline how the device was before it was changed; empty when it was not reached
 */
public record DeviceEnd(DeviceResult result, Optional<Baseline> baseline) {}
