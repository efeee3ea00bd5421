package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;

/**
 * How far a device's messages had come at some moment. What does not lie behind the mark of a switch is no evidence for
 * it, however late the hub shows it.
 *
 * @param boot starts of the runtime so far
 * @param sequence messages made since that start
 */
public record Mark(long boot, long sequence) {
    /** Now. */
    static Mark of(RuntimeStatus status) {
        return new Mark(status.program().boot(), status.queue().sequence());
    }

    /** The beginning of this start of the runtime. */
    static Mark startOf(RuntimeStatus status) {
        return new Mark(status.program().boot(), 0);
    }

    /** Whether a message was made after this mark; numbers begin anew with every start. */
    boolean isBefore(long ofBoot, long number) {
        return ofBoot > boot || (ofBoot == boot && number > sequence);
    }
}
