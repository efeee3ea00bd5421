package io.github.flexyfleet.fleet.gateway;

/** Ends the rollout of one device with an outcome, a code, words and a mend. */
public final class DeviceProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final ProblemCode code;
    private final String what;
    private final String mend;

    /** An end with nothing but words. */
    public DeviceProblemException(Outcome outcome, ProblemCode code, String what, String mend) {
        this(outcome, code, what, mend, null);
    }

    /** An end with the exception behind it. */
    public DeviceProblemException(Outcome outcome, ProblemCode code, String what, String mend, Throwable cause) {
        super(what, cause);
        this.outcome = outcome;
        this.code = code;
        this.what = what;
        this.mend = mend;
    }

    /** How the rollout ended for the device. */
    public Outcome outcome() {
        return outcome;
    }

    /** What goes into the report. */
    public DeviceProblem problem() {
        return new DeviceProblem(code, what, mend);
    }
}
