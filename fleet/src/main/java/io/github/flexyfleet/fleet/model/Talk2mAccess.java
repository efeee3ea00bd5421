package io.github.flexyfleet.fleet.model;

import java.util.Arrays;
import java.util.Optional;

/** How calls to Talk2M show that they may be made (talk2m-m2web 2.3). */
public enum Talk2mAccess {
    /** One login a host, then its session. */
    SESSION("session"),
    /** User and password with every call. */
    STATELESS("stateless"),
    /** An API token with every call; it stands where the password would. */
    TOKEN("token");

    private final String word;

    Talk2mAccess(String word) {
        this.word = word;
    }

    /** What a fleet file calls it. */
    public String word() {
        return word;
    }

    /** The one that a fleet file means. */
    static Optional<Talk2mAccess> of(String word) {
        return Arrays.stream(values())
                .filter(access -> access.word.equals(word))
                .findFirst();
    }
}
