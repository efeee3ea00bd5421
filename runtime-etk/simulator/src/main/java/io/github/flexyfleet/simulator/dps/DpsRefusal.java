package io.github.flexyfleet.simulator.dps;

/** The service refuses a request. */
public final class DpsRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final DpsError error;

    /** A refusal with words for people. */
    public DpsRefusal(DpsError error, String message) {
        super(message);
        this.error = error;
    }

    /** Which error. */
    public DpsError error() {
        return error;
    }
}
