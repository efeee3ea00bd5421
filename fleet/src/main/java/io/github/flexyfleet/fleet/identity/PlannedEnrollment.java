package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.util.Optional;

/**
 * How an enrollment differs from what is wanted.
 *
 * @param step what has to be done
 * @param problem why nothing may be done; one of the two is there
 */
public record PlannedEnrollment(Optional<EnrollmentStep> step, Optional<ProblemCode> problem) {
    /** Something has to be done. */
    public static PlannedEnrollment of(EnrollmentStep step) {
        return new PlannedEnrollment(Optional.of(step), Optional.empty());
    }

    /** Nothing may be done. */
    public static PlannedEnrollment problem(ProblemCode code) {
        return new PlannedEnrollment(Optional.empty(), Optional.of(code));
    }

    /** Calls that write, of a device. */
    int writes() {
        return step.map(EnrollmentStep::writes).orElse(0);
    }
}
