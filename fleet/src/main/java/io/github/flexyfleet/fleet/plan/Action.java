package io.github.flexyfleet.fleet.plan;

import java.util.Arrays;
import java.util.Optional;

/** What a deploy does with a device. */
public enum Action {
    /** Nothing: it runs what is wanted. */
    NONE("none"),
    /** Another bundle is sent, tried and confirmed. */
    CONFIGURE("configure"),
    /** No runtime answers: it is installed, then the bundle is sent. */
    INSTALL_RUNTIME("install runtime"),
    /** Another version of the runtime takes the place of the one there; the bundle follows when it differs. */
    UPDATE_RUNTIME("update runtime"),
    /** The device cannot be reached: a debt. */
    UNREACHABLE("unreachable"),
    /** What it runs is found out by the deploy. */
    UNKNOWN("unknown");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /** The word in plans. */
    public String word() {
        return word;
    }

    /** Whether the deploy has something to do, or may have. */
    public boolean isPending() {
        return this != NONE && this != UNREACHABLE;
    }

    static Optional<Action> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word.equals(word))
                .findFirst();
    }
}
