package io.github.flexyfleet.runtime.text;

/**
 * UTF-8 both ways; the Flexy's own encoder writes CESU-8 and its decoder stops silently at the first 4-byte sequence
 * (flexy-vm).
 */
public final class Utf8 {
    /** What stands for a lone surrogate or a byte that is not UTF-8. */
    public static final char REPLACEMENT = '\uFFFD';

    private static final String UPPER = "0123456789ABCDEF";

    private Utf8() {}

    /** Encodes; a lone surrogate becomes U+FFFD. */
    public static byte[] encode(String text) {
        byte[] out = new byte[length(text)];
        int to = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = codePoint(text, i);
            to = put(out, to, c);
            i += c < 0x10000 ? 0 : 1;
        }
        return out;
    }

    /** Writes a character there; where the next one goes. */
    static int put(byte[] out, int at, int c) {
        int to = at;
        if (c < 0x80) {
            out[to++] = (byte) c;
        } else if (c < 0x800) {
            out[to++] = (byte) (0xC0 | c >> 6);
            out[to++] = (byte) (0x80 | c & 63);
        } else {
            if (c < 0x10000) {
                out[to++] = (byte) (0xE0 | c >> 12);
            } else {
                out[to++] = (byte) (0xF0 | c >> 18);
                out[to++] = (byte) (0x80 | c >> 12 & 63);
            }
            out[to++] = (byte) (0x80 | c >> 6 & 63);
            out[to++] = (byte) (0x80 | c & 63);
        }
        return to;
    }

    /** Number of bytes that {@link #encode} makes of the text. */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = codePoint(text, i);
            if (c >= 0x10000) {
                bytes += 4;
                i++;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }

    /** The character that begins there; U+FFFD for a lone surrogate. */
    static int codePoint(String text, int at) {
        char c = text.charAt(at);
        if (c < '\uD800' || c > '\uDFFF') {
            return c;
        }
        if (c <= '\uDBFF' && at + 1 < text.length()) {
            char low = text.charAt(at + 1);
            if (low >= '\uDC00' && low <= '\uDFFF') {
                return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            }
        }
        return REPLACEMENT;
    }

    /** Decodes; each byte that is no part of a valid sequence becomes U+FFFD. */
    public static String decode(byte[] bytes) {
        StringBuffer out = new StringBuffer(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int size = sequence(bytes, at);
            if (size == 0) {
                out.append(REPLACEMENT);
                at++;
                continue;
            }
            int c = bytes[at] & (size == 1 ? 0x7F : 0xFF >> (size + 1));
            for (int i = 1; i < size; i++) {
                c = c << 6 | bytes[at + i] & 63;
            }
            if (c >= 0x10000) {
                out.append((char) (0xD800 + ((c - 0x10000) >> 10))).append((char) (0xDC00 + (c & 0x3FF)));
            } else {
                out.append((char) c);
            }
            at += size;
        }
        return out.toString();
    }

    /** Whether all bytes are well-formed UTF-8. */
    public static boolean isValid(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int size = sequence(bytes, at);
            if (size == 0) {
                return false;
            }
            at += size;
        }
        return true;
    }

    /** Length of the valid sequence that starts here (RFC 3629), 0 when none does. */
    private static int sequence(byte[] bytes, int at) {
        int first = bytes[at] & 255;
        if (first < 0x80) {
            return 1;
        }
        int size = first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3 : 0;
        if (first >= 0xF0 && first <= 0xF4) {
            size = 4;
        }
        if (size == 0 || at + size > bytes.length) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 255;
        boolean overlong = first == 0xE0 && second < 0xA0 || first == 0xF0 && second < 0x90;
        boolean outside = first == 0xED && second > 0x9F || first == 0xF4 && second > 0x8F;
        return overlong || outside ? 0 : size;
    }

    /** Decodes Latin-1, the charset of old exports. */
    public static String latin1(byte[] bytes) {
        StringBuffer out = new StringBuffer(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            out.append((char) (bytes[i] & 255));
        }
        return out.toString();
    }

    /**
     * Percent-encodes (RFC 3986) all but letters, digits and {@code - . _ ~}; the Flexy's URLEncoder is right for ASCII
     * only (flexy-vm).
     */
    public static String percent(String text) {
        byte[] bytes = encode(text);
        StringBuffer out = new StringBuffer(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 255);
            if (Names.isLetter(c) || Names.isDigit(c) || "-._~".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(UPPER.charAt(c >> 4)).append(UPPER.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
