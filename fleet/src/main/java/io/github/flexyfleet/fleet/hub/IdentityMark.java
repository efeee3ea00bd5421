package io.github.flexyfleet.fleet.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this tool writes on an identity that it made or was told to adopt: the text {@code statusReason}, which every tier
 * has (azure-iot-hub 4), and which people see in the portal. INFERRED: that the hub keeps it on an enabled identity.
 *
 * @param fleet name of the fleet that the identity belongs to
 * @param removed whether the device was taken out of the fleet file, and the identity disabled for that
 */
public record IdentityMark(String fleet, boolean removed) {
    private static final Pattern TEXT =
            Pattern.compile("flexyfleet: ([A-Za-z0-9][A-Za-z0-9._-]{0,63})( \\(removed\\))?");

    /** The mark of a device that is in the fleet file. */
    public static IdentityMark of(String fleet) {
        return new IdentityMark(fleet, false);
    }

    /** The mark of a device that is not any more. */
    public static IdentityMark removedFrom(String fleet) {
        return new IdentityMark(fleet, true);
    }

    /** Reads a status reason; empty when it is none of this tool's. */
    public static Optional<IdentityMark> parse(String statusReason) {
        Matcher text = TEXT.matcher(statusReason);
        return text.matches() ? Optional.of(new IdentityMark(text.group(1), text.group(2) != null)) : Optional.empty();
    }

    /** The status reason, 84 characters at most. */
    public String text() {
        return "flexyfleet: " + fleet + (removed ? " (removed)" : "");
    }
}
