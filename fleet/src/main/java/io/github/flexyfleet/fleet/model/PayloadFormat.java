package io.github.flexyfleet.fleet.model;

/** Form of the messages to the hub. */
public enum PayloadFormat {
    /** One flat JSON object, values as strings, with the time: what the widely used BASIC script sends. */
    CLASSIC("classic"),
    /** JSON with a type, a quality and a time for each value. */
    TYPED("typed");

    private final String word;

    PayloadFormat(String word) {
        this.word = word;
    }

    /** What the fleet file and the device configuration call it. */
    public String word() {
        return word;
    }
}
