package io.github.flexyfleet.fleet.gateway;

/**
 * Why a device did not end well.
 *
 * @param code stable code
 * @param what what is wrong
 * @param mend how to mend it
 */
public record DeviceProblem(ProblemCode code, String what, String mend) {
    @Override
    public String toString() {
        return code.id() + " " + what + " / " + mend;
    }
}
