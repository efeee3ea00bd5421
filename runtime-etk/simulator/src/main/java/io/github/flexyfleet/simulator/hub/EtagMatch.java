package io.github.flexyfleet.simulator.hub;

/** The condition under which a change is made: the value of {@code If-Match}. */
public sealed interface EtagMatch {
    /** Whether the condition holds for a present etag. */
    boolean holds(String etag);

    /** Whatever the etag is. */
    record Any() implements EtagMatch {
        @Override
        public boolean holds(String etag) {
            return true;
        }
    }

    /**
     * This etag only.
     *
     * @param etag without quotes
     */
    record Exactly(String etag) implements EtagMatch {
        @Override
        public boolean holds(String present) {
            return etag.equals(present);
        }
    }

    /** Reads a header value: {@code *}, or an etag with or without quotes. */
    static EtagMatch parse(String header) {
        String text = header.strip();
        if (text.equals("*")) {
            return new Any();
        }
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return new Exactly(quoted ? text.substring(1, text.length() - 1) : text);
    }
}
