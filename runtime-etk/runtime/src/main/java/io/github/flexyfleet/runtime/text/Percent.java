package io.github.flexyfleet.runtime.text;

/** Percent-encoding (RFC 3986) of property values; the Flexy's URLEncoder is right for ASCII only (flexy-vm). */
public final class Percent {
    private static final String UPPER = "0123456789ABCDEF";

    private Percent() {}

    /** Encodes all but letters, digits and {@code - . _ ~}. */
    public static String encode(String text) {
        byte[] bytes = Utf8.encode(text);
        StringBuffer out = new StringBuffer(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 255;
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
            if (plain || b == '-' || b == '.' || b == '_' || b == '~') {
                out.append((char) b);
            } else {
                out.append('%').append(UPPER.charAt(b >> 4)).append(UPPER.charAt(b & 15));
            }
        }
        return out.toString();
    }
}
