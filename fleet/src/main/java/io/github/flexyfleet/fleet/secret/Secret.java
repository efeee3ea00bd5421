package io.github.flexyfleet.fleet.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not be seen: it has no useful text form and compares in constant time. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a value. */
    public static Secret of(String value) {
        if (value == null) {
            throw new NullPointerException("value is null");
        }
        return new Secret(value);
    }

    /** The value itself, for the one place that sends or writes it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for all secrets, so that a hash tells nothing. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
