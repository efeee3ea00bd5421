package io.github.flexyfleet.fleet.notify;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Something that a human should know.
 *
 * @param kind what kind of thing
 * @param fleet name of the fleet
 * @param time when it was found
 * @param what it in one sentence
 * @param items the devices it is about
 */
public record Notice(Kind kind, String fleet, Instant time, String what, List<Item> items) {
    /** Kinds of notices. */
    public enum Kind {
        /** A rollout was stopped, or devices went wrong in it. */
        HALT,
        /** Devices could not be reached, and are still to be done. */
        DEBT,
        /** Certificates that end soon. */
        EXPIRY;

        /** The word in parameters and messages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A device.
     *
     * @param device its id
     * @param what what is the matter with it
     * @param mend how to mend it; may be empty
     */
    public record Item(String device, String what, String mend) {}

    /** Copies the list. */
    public Notice {
        items = List.copyOf(items);
    }
}
