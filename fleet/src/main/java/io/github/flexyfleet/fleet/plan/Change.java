package io.github.flexyfleet.fleet.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that a deploy changes on a device.
 *
 * @param kind what kind of thing
 * @param setting a setting as {@code flexy:explain} names it, or what else changes, such as {@code certificate}
 * @param before what holds until then; empty: nothing, or not known
 * @param after what holds from then on; empty: nothing
 * @param places where the fleet file says so, as {@code file:line:column}; none for what is built in or taken away
 */
public record Change(Kind kind, String setting, Optional<String> before, Optional<String> after, List<String> places) {
    /** Kinds of changes. */
    public enum Kind {
        /** A setting that was not there. */
        ADDED,
        /** A setting with another value. */
        CHANGED,
        /** A setting that is not there any more. */
        REMOVED,
        /** Another certificate or key. */
        CREDENTIAL,
        /** Other root certificates. */
        ROOTS,
        /** Another version of the runtime. */
        RUNTIME,
        /** The whole configuration: the device has none. */
        WHOLE,
        /** What the device runs is not known here, so the settings cannot be compared. */
        UNCOMPARED;

        /** The word in plans. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    /** Takes a copy. */
    public Change {
        places = List.copyOf(places);
    }

    static Change of(Kind kind, String setting, String before, String after) {
        return new Change(kind, setting, Optional.ofNullable(before), Optional.ofNullable(after), List.of());
    }
}
