package io.github.flexyfleet.simulator.hub;

import java.time.Duration;
import java.util.Optional;

/** The hub refuses a request. */
public final class HubRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final HubError error;
    private final transient Optional<Duration> retryAfter;

    /** A refusal with words for people. */
    public HubRefusal(HubError error, String message) {
        this(error, message, Optional.empty());
    }

    /** A refusal for now. */
    HubRefusal(HubError error, String message, Duration retryAfter) {
        this(error, message, Optional.of(retryAfter));
    }

    private HubRefusal(HubError error, String message, Optional<Duration> retryAfter) {
        super(message);
        this.error = error;
        this.retryAfter = retryAfter;
    }

    /** How long the client is to wait, when the hub says so. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Which error. */
    public HubError error() {
        return error;
    }
}
