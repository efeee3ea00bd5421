package io.github.flexyfleet.fleet.rollout;

/** Why no further device of a rollout begins. */
public enum StopCause {
    /** A gate or an abort rule: what was seen of the devices speaks against the change. */
    JUDGEMENT,
    /** A Talk2M account refuses its login, or has no calls left; devices of other accounts go on. */
    ACCOUNT,
    /** Nothing went wrong: an approval or a maintenance window is to come. */
    WAIT,
    /** Somebody wants it. */
    REQUEST,
    /** The ledger cannot be written, or its lease is lost. */
    LEDGER
}
