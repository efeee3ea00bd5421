package io.github.flexyfleet.fleet.talk2m;

/** Whether the runtime has a bundle (docs/device-protocol.md). */
public enum RuntimeState {
    /** No bundle is confirmed or on trial. */
    EMPTY("empty"),
    /** Runs the confirmed bundle. */
    CONFIRMED("confirmed"),
    /** Runs the candidate until it is confirmed or the time is over. */
    TRIAL("trial");

    private final String wire;

    RuntimeState(String wire) {
        this.wire = wire;
    }

    /** The word on the wire. */
    public String wire() {
        return wire;
    }
}
