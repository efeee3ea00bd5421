package io.github.flexyfleet.fleet.hub;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this tool writes on an identity that it made or was told to adopt: the text {@code statusReason}, which every tier
 * has (azure-iot-hub 4), and which people see in the portal. INFERRED: that the hub keeps it on an enabled identity.
 *
 * @param fleet name of the fleet that the identity belongs to
 * @param state how the fleet stands to it
 */
public record IdentityMark(String fleet, State state) {
    /** How a fleet stands to an identity of its own. */
    public enum State {
        /** The device is in the fleet file. */
        PRESENT(""),
        /** It was taken out of it, and the identity disabled for that. */
        REMOVED(" (removed)"),
        /** Its certificate was revoked, and the identity disabled until a deploy brings another one. */
        REVOKED(" (certificate revoked)");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    private static final Pattern TEXT = Pattern.compile(
            "flexyfleet: ([A-Za-z0-9][A-Za-z0-9._-]{0,63})( \\(removed\\)| \\(certificate revoked\\))?");

    /** The mark of a device that is in the fleet file. */
    public static IdentityMark of(String fleet) {
        return new IdentityMark(fleet, State.PRESENT);
    }

    /** The mark of a device that is not any more. */
    public static IdentityMark removedFrom(String fleet) {
        return new IdentityMark(fleet, State.REMOVED);
    }

    /** The mark of a device whose certificate was revoked. */
    public static IdentityMark revokedBy(String fleet) {
        return new IdentityMark(fleet, State.REVOKED);
    }

    /** Whether the device was taken out of the fleet file. */
    public boolean removed() {
        return state == State.REMOVED;
    }

    /** Whether the device's certificate was revoked. */
    public boolean revoked() {
        return state == State.REVOKED;
    }

    /** Reads a status reason; empty when it is none of this tool's. */
    public static Optional<IdentityMark> parse(String statusReason) {
        Matcher text = TEXT.matcher(statusReason);
        return text.matches() ? Optional.of(new IdentityMark(text.group(1), state(text.group(2)))) : Optional.empty();
    }

    private static State state(String words) {
        return Arrays.stream(State.values())
                .filter(state -> state.words.equals(words))
                .findFirst()
                .orElse(State.PRESENT);
    }

    /** The status reason, 98 characters at most. */
    public String text() {
        return "flexyfleet: " + fleet + state.words;
    }
}
