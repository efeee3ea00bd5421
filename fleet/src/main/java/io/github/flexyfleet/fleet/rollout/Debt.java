package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A device that a deploy has still to do.
 *
 * @param device the device
 * @param since when it could not be done for the first time
 * @param reason code of what kept it from that last, such as {@code FLX3002}; may be empty
 */
public record Debt(DeviceId device, Instant since, String reason) {
    /** Whether it has been one for longer than it may. */
    public boolean overdue(Optional<Duration> deadline, Instant now) {
        return deadline.filter(most -> since.plus(most).isBefore(now)).isPresent();
    }
}
