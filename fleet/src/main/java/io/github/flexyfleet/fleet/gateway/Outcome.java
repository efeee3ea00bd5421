package io.github.flexyfleet.fleet.gateway;

/** How a rollout ended for one device. */
public enum Outcome {
    /** Ran the wanted digest already; nothing was written. */
    UNCHANGED,
    /** Runs the wanted digest, confirmed on evidence. */
    CONFIRMED,
    /** Did not show the evidence in time and went back to what it ran before. */
    REVERTED,
    /** Something went wrong; the device is as it was or goes back by itself. */
    FAILED,
    /** The device or its state is not one that may be changed; nothing was written. */
    REJECTED,
    /** Could not be reached: a debt that the next run pays, and no failure. */
    UNREACHABLE,
    /** Could not be begun now, for a reason that goes by: a debt as well. */
    DEFERRED,
    /** Not started because the run was stopped before. */
    NOT_STARTED;

    /** Whether the next run has to do it. */
    public boolean debt() {
        return this == UNREACHABLE || this == DEFERRED;
    }

    /** Whether the device runs the wanted digest. */
    public boolean done() {
        return this == UNCHANGED || this == CONFIRMED;
    }
}
