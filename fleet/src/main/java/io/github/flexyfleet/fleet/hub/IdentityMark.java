package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.KeySlot;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this tool writes on an identity that it made or was told to adopt: the text {@code statusReason}, which every tier
 * has (azure-iot-hub 4), and which people see in the portal. INFERRED: that the hub keeps it on an enabled identity.
 *
 * @param fleet name of the fleet that the identity belongs to
 * @param state how the fleet stands to it
 * @param use which of two symmetric keys its device uses; empty when that is not known, or it has none
 * @param revokedAt of a revoked certificate: every one that was made before this second is revoked too
 */
public record IdentityMark(String fleet, State state, Optional<KeyUse> use, Optional<Instant> revokedAt) {
    /** How a fleet stands to an identity of its own. */
    public enum State {
        /** The device is in the fleet file. */
        PRESENT(""),
        /** It was taken out of it, and the identity disabled for that. */
        REMOVED(" (removed)"),
        /** Its certificate was revoked, and the identity disabled until a deploy brings another one. */
        REVOKED(" (certificate revoked)"),
        /** Its keys were replaced, and the identity disabled until a deploy brings one of the new ones. */
        KEY_REVOKED(" (key revoked)");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    /**
     * Which key a device uses. It stands at the hub, and not in the state folder: it is written together with the keys, so
     * that neither a lost folder nor a broken-off run makes it wrong (decision 25).
     *
     * @param slot where the hub keeps it
     * @param since when the device was first seen to use it, to the minute; empty when somebody has asked for another one
     */
    public record KeyUse(KeySlot slot, Optional<Instant> since) {
        private static final Pattern TEXT =
                Pattern.compile(" \\((primary|secondary) key (?:since ([0-9T:-]{16})Z|to be replaced)\\)");

        /** Whether it is time for the key of the other slot. */
        public boolean isDue(Optional<Duration> rotateAfter, Instant now) {
            return since.isEmpty()
                    || rotateAfter
                            .filter(period -> !now.isBefore(since.get().plus(period)))
                            .isPresent();
        }

        private String words() {
            return " (" + slot.word() + " key "
                    + since.map(time -> "since " + MINUTES.format(time)).orElse("to be replaced") + ")";
        }

        private static Optional<KeyUse> parse(String words) {
            Matcher text = TEXT.matcher(words);
            if (!text.matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new KeyUse(
                        KeySlot.of(text.group(1)).orElseThrow(),
                        Optional.ofNullable(text.group(2)).map(time -> Instant.parse(time + ":00Z"))));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String OF_NOBODY = "revoked by fleet ";

    private static final Pattern REVOKED_AT = Pattern.compile(" \\(certificate revoked ([0-9T:-]{19}Z)\\)");

    private static final Pattern TEXT =
            Pattern.compile("flexyfleet: ([A-Za-z0-9][A-Za-z0-9._-]{0,63})( \\([a-zA-Z0-9 :-]{1,44}\\))?");

    /** Without a key. */
    public IdentityMark(String fleet, State state) {
        this(fleet, state, Optional.empty(), Optional.empty());
    }

    /** The mark of a device that is in the fleet file. */
    public static IdentityMark of(String fleet) {
        return new IdentityMark(fleet, State.PRESENT);
    }

    /** The mark of a device that is in the fleet file and uses this key. */
    public static IdentityMark of(String fleet, KeyUse use) {
        return new IdentityMark(fleet, State.PRESENT, Optional.of(use), Optional.empty());
    }

    /** The mark of a device whose keys were revoked. */
    public static IdentityMark keyRevokedBy(String fleet) {
        return new IdentityMark(fleet, State.KEY_REVOKED);
    }

    /** The mark of a device that is not any more. */
    public static IdentityMark removedFrom(String fleet) {
        return new IdentityMark(fleet, State.REMOVED);
    }

    /**
     * The mark of a device whose certificates were revoked.
     *
     * @param at all that were made before it are; to the second
     */
    public static IdentityMark revokedBy(String fleet, Instant at) {
        return new IdentityMark(
                fleet, State.REVOKED, Optional.empty(), Optional.of(at.truncatedTo(ChronoUnit.SECONDS)));
    }

    /**
     * The status reason of an identity of no fleet that one has revoked: it does not become that fleet's, so it is no mark.
     *
     * @param fleet that has revoked it
     */
    public static String revokedOfNobody(String fleet) {
        return OF_NOBODY + fleet;
    }

    /** Whether a status reason is {@link #revokedOfNobody}: who enabled that identity would let in what was revoked. */
    public static boolean isRevokedOfNobody(String statusReason) {
        return statusReason.startsWith(OF_NOBODY);
    }

    /** Whether the device was taken out of the fleet file. */
    public boolean removed() {
        return state == State.REMOVED;
    }

    /** Whether the device's certificate or its keys were revoked. */
    public boolean revoked() {
        return state == State.REVOKED || state == State.KEY_REVOKED;
    }

    /** Whether a certificate that was made then is one of those that were revoked, as far as the mark says when that was. */
    public boolean revokes(Instant made) {
        return revokedAt.filter(made::isBefore).isPresent();
    }

    /** Reads a status reason; empty when it is none of this tool's. */
    public static Optional<IdentityMark> parse(String statusReason) {
        Matcher text = TEXT.matcher(statusReason);
        if (!text.matches()) {
            return Optional.empty();
        }
        String words = Optional.ofNullable(text.group(2)).orElse("");
        Matcher revoked = REVOKED_AT.matcher(words);
        if (revoked.matches()) {
            return revokedBy(text.group(1), revoked.group(1));
        }
        Optional<State> state = Arrays.stream(State.values())
                .filter(known -> known.words.equals(words))
                .findFirst();
        Optional<KeyUse> use = KeyUse.parse(words);
        return state.isPresent() || use.isPresent()
                ? Optional.of(new IdentityMark(text.group(1), state.orElse(State.PRESENT), use, Optional.empty()))
                : Optional.empty();
    }

    private static Optional<IdentityMark> revokedBy(String fleet, String at) {
        try {
            return Optional.of(revokedBy(fleet, Instant.parse(at)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The status reason, 119 characters at most; a hub takes 128. */
    public String text() {
        String words = revokedAt
                .map(at -> " (certificate revoked " + SECONDS.format(at) + ")")
                .orElse(state.words);
        return "flexyfleet: " + fleet + words + use.map(KeyUse::words).orElse("");
    }
}
