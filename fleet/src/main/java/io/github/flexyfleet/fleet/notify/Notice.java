package io.github.flexyfleet.fleet.notify;

import io.github.flexyfleet.fleet.compile.Digest;
import java.nio.charset.StandardCharsets;
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
 * @param stands what is the same whenever the same thing is found again, such as devices and when their certificates end
 */
public record Notice(Kind kind, String fleet, Instant time, String what, List<Item> items, String stands) {
    private static final int ID_LETTERS = 32;

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

    /**
     * What a receiver knows a repetition by: it follows from what stands and not from when it was found, so that what a
     * nightly job tells each night may be dropped until something changes.
     */
    public String id() {
        String all = fleet + "\n" + kind.word() + "\n" + stands;
        String digest = Digest.of(all.getBytes(StandardCharsets.UTF_8)).hex();
        return "flexy_" + kind.word() + "_" + digest.substring(0, ID_LETTERS);
    }
}
