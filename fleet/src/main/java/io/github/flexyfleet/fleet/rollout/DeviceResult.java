package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.FailureClass;
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
        DeviceTarget target, int wave, Outcome outcome, Evidence evidence, int calls, Optional<DeviceProblem> problem) {

    /** Where nothing is known of waves yet. */
    static final int NO_WAVE = 0;

    /** The same in a wave. */
    DeviceResult inWave(int number) {
        return new DeviceResult(target, number, outcome, evidence, calls, problem);
    }

    /** The same device with another end, after so many calls in all (0 when it was not reached). */
    DeviceResult endedAs(Outcome other, int allCalls, DeviceProblem why) {
        return new DeviceResult(target, wave, other, evidence, Math.max(calls, allCalls), Optional.of(why));
    }

    /** The same after so many calls in all. */
    DeviceResult after(int allCalls) {
        return new DeviceResult(target, wave, outcome, evidence, Math.max(calls, allCalls), problem);
    }

    /** What the device counts as for rules that stop a rollout; empty when it ended well or was not begun. */
    public Optional<FailureClass> failureClass() {
        return switch (outcome) {
            case UNCHANGED, CONFIRMED, DEFERRED, NOT_STARTED -> Optional.empty();
            case REVERTED -> Optional.of(FailureClass.REVERTED);
            case REJECTED -> Optional.of(FailureClass.REJECTED);
            case UNREACHABLE -> Optional.of(FailureClass.UNREACHABLE);
            case FAILED ->
                Optional.of(
                        problem.filter(told -> told.code().isOfTime()).isPresent()
                                ? FailureClass.TIMED_OUT
                                : FailureClass.FAILED);
        };
    }
}
