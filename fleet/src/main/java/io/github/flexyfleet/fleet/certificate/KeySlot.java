package io.github.flexyfleet.fleet.certificate;

import java.util.Arrays;
import java.util.Optional;

/** One of the two places where a hub keeps the symmetric keys of a device; it takes a token that either of them signed (azure-iot-hub 2). */
public enum KeySlot {
    /** The first one. */
    PRIMARY("primary"),
    /** The second one. */
    SECONDARY("secondary");

    private final String word;

    KeySlot(String word) {
        this.word = word;
    }

    /** The word in a mark and for people. */
    public String word() {
        return word;
    }

    /** The slot of a word. */
    public static Optional<KeySlot> of(String word) {
        return Arrays.stream(values()).filter(slot -> slot.word.equals(word)).findFirst();
    }

    /** The one that is not this one. */
    public KeySlot other() {
        return switch (this) {
            case PRIMARY -> SECONDARY;
            case SECONDARY -> PRIMARY;
        };
    }
}
