package io.github.flexyfleet.fleet.rollout;

/** Where a device is on its way to the wanted digest. */
public enum Stage {
    OBSERVE("observing"),
    IDENTITY("checking its identity at the hub"),
    INSTALL("installing the runtime"),
    UPLOAD("sending the bundle"),
    APPLY("switching to the candidate"),
    EVIDENCE("waiting for its data at the hub"),
    CONFIRM("confirming"),
    REVERT("going back");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    /** The stage in words for progress lines. */
    public String words() {
        return words;
    }
}
