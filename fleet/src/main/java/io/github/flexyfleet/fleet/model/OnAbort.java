package io.github.flexyfleet.fleet.model;

/** What becomes of the devices that a rollout confirmed when it stops because something went wrong. */
public enum OnAbort {
    /** They stay as they are. */
    KEEP,
    /** They go back to what they ran before, the newest wave first. */
    REVERT
}
