package io.github.flexyfleet.fleet.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of one of a device's logs.
 *
 * @param time when it was written, by the device's clock; empty when the line does not tell
 * @param source which log
 * @param text the rest of it
 */
public record LogLine(Optional<Instant> time, Source source, String text) {
    /** Which log a line is from. */
    public enum Source {
        /** The runtime's own, since it was started. */
        RUNTIME("runtime"),
        /** The Flexy's event log. */
        FLEXY("flexy");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** The label for people. */
        public String word() {
            return word;
        }
    }
}
