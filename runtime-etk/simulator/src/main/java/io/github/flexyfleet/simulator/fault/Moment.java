package io.github.flexyfleet.simulator.fault;

/** When within a call something goes wrong. */
public enum Moment {
    /** When it has arrived and nothing of it is done. */
    BEFORE,
    /**
     * While it is done, and its answer does not arrive. A power cut strikes at a change of the flash; what cannot be
     * timed so finely happens when the work is done.
     */
    DURING,
    /** When it is done. What happens to a gateway then leaves the answer as it is. */
    AFTER
}
