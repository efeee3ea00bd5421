package io.github.flexyfleet.runtime.bundle;

/** What {@code fleetStatus} tells about the bundles. Immutable. */
public final class BundleView {
    /** Starts of the runtime on this Flexy, this one included. */
    public final int boot;

    /** {@code empty}, {@code confirmed} or {@code trial}. */
    public final String state;

    /** Digest of the confirmed bundle, or empty. */
    public final String confirmed;

    /** Digest of the bundle being received or on trial, or empty. */
    public final String candidate;

    /** Digest of the bundle in use, or empty. */
    public final String running;

    /** Seconds until the candidate on trial is given up, 0 outside a trial. */
    public final long revertInSeconds;

    /** The last request that was accepted, or empty. */
    public final String lastRequest;

    /** How the last trial ended, or empty. */
    public final String lastOutcome;

    BundleView(State state, String running, long revertInSeconds) {
        this.boot = state.boot;
        this.state = state.trial ? "trial" : state.confirmed.length() > 0 ? "confirmed" : "empty";
        this.confirmed = state.confirmed;
        this.candidate = state.candidate;
        this.running = running;
        this.revertInSeconds = revertInSeconds;
        this.lastRequest = state.lastRequest;
        this.lastOutcome = state.lastOutcome;
    }
}
