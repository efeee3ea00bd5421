package io.github.flexyfleet.fleet.hub;

/** The messages of a hub cannot be read. Its text says why, for people, and holds no secret. */
public final class EventFeedException extends RuntimeException {
    /** Why. */
    public enum Reason {
        /** No answer, or none that is understood: the network, a proxy, another server. */
        UNREACHABLE,
        /** The key is wrong, or its policy lacks the right ServiceConnect, or this machine's clock is off. */
        REFUSED,
        /** There is no such event hub or consumer group. */
        NOT_FOUND,
        /** Too many readers of the consumer group. */
        CROWDED,
    }

    private final Reason reason;

    /** A failure. */
    public EventFeedException(Reason reason, String words) {
        super(words);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
