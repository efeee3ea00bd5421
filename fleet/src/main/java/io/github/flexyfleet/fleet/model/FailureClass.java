package io.github.flexyfleet.fleet.model;

/** Ways in which a rollout can go wrong on a device, as {@code rollout.abort} counts them. */
public enum FailureClass {
    /** Something went wrong; the device is as it was or goes back by itself. */
    FAILED,
    /** The device or its state is not one that may be changed. */
    REJECTED,
    /** The device took what it was sent, and did not do what it should in time. */
    TIMED_OUT,
    /** The device could not be reached. */
    UNREACHABLE,
    /** The device did not show its data and went back to what it ran before. */
    REVERTED,
    /** Any of these but {@link #UNREACHABLE}, which is a debt and no failure. */
    ANY;

    /** Whether a rule for this class counts a device that ended in the other. */
    public boolean covers(FailureClass other) {
        return this == other || (this == ANY && other != UNREACHABLE);
    }
}
