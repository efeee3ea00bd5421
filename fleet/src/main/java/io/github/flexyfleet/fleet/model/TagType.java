package io.github.flexyfleet.fleet.model;

/** Type of a tag on a Flexy (flexy-etk, column Type of the tag list). */
public enum TagType {
    /** True or false. */
    BOOLEAN("boolean"),
    /** 32-bit floating point. */
    FLOAT("float"),
    /** Signed 32 bits. */
    INTEGER("integer"),
    /** Unsigned 32 bits. */
    DWORD("dword"),
    /** Text. */
    STRING("string");

    private final String word;

    TagType(String word) {
        this.word = word;
    }

    /** What the fleet file and the device configuration call it. */
    public String word() {
        return word;
    }
}
