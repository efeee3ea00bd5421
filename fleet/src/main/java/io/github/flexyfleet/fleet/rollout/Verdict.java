package io.github.flexyfleet.fleet.rollout;

/** What a gate says of a device. */
public enum Verdict {
    /** It has shown what is asked. */
    PASS,
    /** It has shown the contrary. */
    FAIL,
    /** It has shown neither. */
    INCONCLUSIVE
}
