package io.github.flexyfleet.fleet.identity;

import java.util.Arrays;
import java.util.Optional;

/** What has to be done to an identity. */
public enum IdentityStep {
    /** It is not there. */
    CREATE("create"),
    /** Somebody else made it, and it is handed over by name. */
    ADOPT("adopt"),
    /** The hub trusts other certificates, or more than the one. */
    THUMBPRINT("thumbprint"),
    /** Its device gets the key of the other slot, or one key of two is replaced that somebody else may have. */
    KEY("key"),
    /** The hub knows it by thumbprints, and shall by the authority that signs its certificates. */
    AUTHORITY("authority"),
    /** This tool disabled it: its device had left the fleet file, where it is again, or what it connects with was revoked. */
    ENABLE("enable"),
    /** Its twin says something else of the fleet. */
    TAGS("tags");

    private final String word;

    IdentityStep(String word) {
        this.word = word;
    }

    /** The word in plans. */
    public String word() {
        return word;
    }

    /** The step of a word. */
    public static Optional<IdentityStep> of(String word) {
        return Arrays.stream(values()).filter(step -> step.word.equals(word)).findFirst();
    }
}
