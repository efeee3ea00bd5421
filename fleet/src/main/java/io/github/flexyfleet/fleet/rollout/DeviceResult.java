package io.github.flexyfleet.fleet.rollout;

import java.util.Optional;

/**
 * What a rollout did with one device.
 *
 * @param target the device and what was wanted
 * @param wave number of its wave, from 1
 * @param outcome how it ended
 * @param evidence what was seen at the hub
 * @param calls Talk2M calls spent on it
 * @param problem code, words and mend when it did not end well
 */
public record DeviceResult(
        DeviceTarget target, int wave, Outcome outcome, Evidence evidence, int calls, Optional<Problem> problem) {

    /**
     * Why a device did not end well.
     *
     * @param code stable code
     * @param what what is wrong
     * @param mend how to mend it
     */
    public record Problem(ProblemCode code, String what, String mend) {
        @Override
        public String toString() {
            return code.id() + " " + what + " / " + mend;
        }
    }
}
