package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.Optional;

/**
 * How a device was before it was changed. What lies before it tells nothing of the change.
 *
 * @param mark how far its messages had come
 * @param dropped messages that it had lost since its start
 * @param error code of the problem that it named, empty when none
 * @param confirmed the bundle that it ran, when there was one
 */
public record Baseline(Mark mark, long dropped, String error, Optional<Digest> confirmed) {
    /** From what the device said last before the change. */
    static Baseline of(RuntimeStatus status, String errorBefore) {
        return new Baseline(
                Mark.of(status),
                status.queue().dropped(),
                errorBefore,
                status.bundles().confirmed().map(Digest::new));
    }

    /** The code alone of a problem that a runtime names. */
    static String code(String error) {
        int end = error.indexOf(':');
        return end < 0 ? error : error.substring(0, end);
    }
}
