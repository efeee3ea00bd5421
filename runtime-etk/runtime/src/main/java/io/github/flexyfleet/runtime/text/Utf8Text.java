package io.github.flexyfleet.runtime.text;

/** UTF-8 that grows at its end, in an array that is used again and again. Not thread-safe. */
public final class Utf8Text {
    private static final int KEPT = 8192;

    /** The bytes, and room behind them. */
    public byte[] bytes = new byte[0];

    /** Number of bytes; a smaller one takes bytes away from the end. */
    public int size;

    /** A text on its way: a call for each of its chars would take most of the time. */
    private char[] chars = new char[0];

    /** Takes all bytes away, and much room as well. */
    public void clear() {
        size = 0;
        if (bytes.length + chars.length > 2 * KEPT) {
            bytes = new byte[0];
            chars = new char[0];
        }
    }

    /** Appends a text; a lone surrogate becomes U+FFFD. */
    public Utf8Text add(String text) {
        put(text, false);
        return this;
    }

    /** Appends bytes of UTF-8. */
    public Utf8Text add(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
        return this;
    }

    /** Appends a text as a JSON string. */
    public Utf8Text quote(String text) {
        reserve(1);
        bytes[size++] = '"';
        put(text, true);
        reserve(1);
        bytes[size++] = '"';
        return this;
    }

    private void put(String text, boolean quoted) {
        int length = text.length();
        if (length > chars.length) {
            chars = new char[2 * length];
        }
        text.getChars(0, length, chars, 0);
        reserve(length);
        char[] in = chars;
        byte[] out = bytes;
        int to = size;
        for (int i = 0; i < length; i++) {
            char c = in[i];
            if (c < 0x80 && (!quoted || c >= ' ' && c != '"' && c != '\\')) {
                out[to++] = (byte) c;
            } else {
                size = to;
                // The longest is an escape of six bytes.
                reserve(length - i + 5);
                if (c < 0x80) {
                    escape(c);
                } else {
                    int whole = Utf8.codePoint(text, i);
                    size = Utf8.put(bytes, size, whole);
                    i += whole < 0x10000 ? 0 : 1;
                }
                out = bytes;
                to = size;
            }
        }
        size = to;
    }

    private void escape(char c) {
        StringBuffer escaped = new StringBuffer(8);
        JsonWriter.escape(escaped, c);
        for (int i = 0; i < escaped.length(); i++) {
            bytes[size++] = (byte) escaped.charAt(i);
        }
    }

    /** Makes room for so many bytes more. */
    private void reserve(int more) {
        if (size + more > bytes.length) {
            byte[] larger = new byte[Math.max(size + more, 2 * bytes.length)];
            System.arraycopy(bytes, 0, larger, 0, size);
            bytes = larger;
        }
    }
}
