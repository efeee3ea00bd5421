package io.github.flexyfleet.probe;

/** One JSON line of answers. */
final class Answers {
    private final StringBuffer line = new StringBuffer("{");

    /** A yes or no. */
    void flag(String id, boolean value) {
        name(id).append(value);
    }

    /** A number. */
    void number(String id, long value) {
        name(id).append(value);
    }

    /** Words; what would have to be escaped is left out. */
    void text(String id, String value) {
        name(id).append('"');
        for (int i = 0; value != null && i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
                line.append(c);
            }
        }
        line.append('"');
    }

    /** The line, with its end. */
    String line() {
        return line.toString() + "}\n";
    }

    private StringBuffer name(String id) {
        return line.append(line.length() > 1 ? "," : "").append('"').append(id).append("\":");
    }
}
