package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Optional;

/** Where somebody who helps with a rollout gets devices to work on. Thread-safe. */
public interface WorkSource {
    /**
     * A device to work on.
     *
     * @param target the device
     * @param wave number of its wave
     * @param token how often it was given to somebody, this time among it
     */
    record Piece(DeviceTarget target, int wave, long token) {
        /** Whether another one had begun it, and has died since. */
        boolean takenOver() {
            return token > 1;
        }
    }

    /** A device that may begin; empty when there is none now. */
    Optional<Piece> next();

    /** How a device ended in this rollout, when it has. */
    Optional<DeviceResult> endOf(DeviceId device);

    /** The work on a device has ended. */
    void ended(Piece piece, DeviceEnd end);

    /** Whether nothing more is to come. */
    boolean over();
}
