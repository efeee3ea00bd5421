package io.github.flexyfleet.fleet.identity;

import java.util.Arrays;
import java.util.Optional;

/** What has to be done to an enrollment. */
public enum EnrollmentStep {
    /** It is not there. */
    CREATE("create", 1),
    /** It has other certificates: the new one is written beside the old one, which goes once the new one has proven itself. */
    RENEW("renew", 2),
    /** It still has an old certificate besides. */
    SETTLE("settle", 1),
    /** This tool disabled it when the device left the fleet file, where it is again. */
    ENABLE("enable", 1),
    /** A certificate of its device was revoked: the new one takes the place of all, and lets the device in again. */
    REPLACE("replace", 1);

    private final String word;
    private final int writes;

    EnrollmentStep(String word, int writes) {
        this.word = word;
        this.writes = writes;
    }

    /** The word in plans. */
    public String word() {
        return word;
    }

    /** Calls that write. */
    int writes() {
        return writes;
    }

    /** The step of a word. */
    public static Optional<EnrollmentStep> of(String word) {
        return Arrays.stream(values()).filter(step -> step.word.equals(word)).findFirst();
    }
}
