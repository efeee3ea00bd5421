package io.github.flexyfleet.runtime.text;

/**
 * Writes one JSON object in one line (RFC 8259). Keys come out in the order given; the caller keeps them distinct. Not
 * thread-safe.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuffer out = new StringBuffer(256);

    /** Starts with the opening brace. */
    public JsonWriter() {
        out.append('{');
    }

    /** A string. */
    public JsonWriter put(String key, String value) {
        quote(key(key), value);
        return this;
    }

    /** A whole number. */
    public JsonWriter put(String key, long value) {
        key(key).append(value);
        return this;
    }

    /** A boolean. */
    public JsonWriter put(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    /** An array of strings. */
    public JsonWriter put(String key, String[] values) {
        key(key).append('[');
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            quote(out, values[i]);
        }
        out.append(']');
        return this;
    }

    /** A nested object, complete as it stands. */
    public JsonWriter put(String key, JsonWriter value) {
        key(key).append(value.end());
        return this;
    }

    /** The object with its closing brace; the writer can go on afterwards. */
    public String end() {
        return out.toString() + '}';
    }

    private StringBuffer key(String key) {
        if (out.length() > 1) {
            out.append(',');
        }
        quote(out, key);
        return out.append(':');
    }

    /** Appends the text as a JSON string. Only what must be escaped is; the rest stays as it is for UTF-8. */
    public static void quote(StringBuffer out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(out, text.charAt(i));
        }
        out.append('"');
    }

    /** Appends a char of a JSON string. */
    static void escape(StringBuffer out, char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c == '\r') {
            out.append("\\r");
        } else if (c == '\t') {
            out.append("\\t");
        } else if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
            out.append(c);
        }
    }
}
