package io.github.flexyfleet.simulator.hub;

/** The hub refuses a request. */
public final class HubRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final HubError error;

    /** A refusal with words for people. */
    public HubRefusal(HubError error, String message) {
        super(message);
        this.error = error;
    }

    /** Which error. */
    public HubError error() {
        return error;
    }
}
