package io.github.flexyfleet.runtime.text;

/** Base64 (RFC 4648 section 4), also in PEM files. */
public final class Base64 {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Base64() {}

    /** Encodes with padding and without line breaks. */
    public static String encode(byte[] bytes) {
        StringBuffer out = new StringBuffer((bytes.length + 2) / 3 * 4);
        for (int i = 0; i < bytes.length; i += 3) {
            int bits = 0;
            for (int k = i; k < i + 3; k++) {
                bits = bits << 8 | (k < bytes.length ? bytes[k] & 255 : 0);
            }
            for (int k = 0; k < 4; k++) {
                out.append(i + k > bytes.length ? '=' : DIGITS.charAt(bits >> 18 - 6 * k & 63));
            }
        }
        return out.toString();
    }

    /**
     * Decodes text with padding and without line breaks.
     *
     * @throws IllegalArgumentException when the text is not canonical base64
     */
    public static byte[] decode(String text) {
        int length = text.length();
        if (length % 4 != 0) {
            throw new IllegalArgumentException("base64 is cut off");
        }
        int pad = 0;
        if (length > 0 && text.charAt(length - 1) == '=') {
            pad = text.charAt(length - 2) == '=' ? 2 : 1;
        }
        byte[] out = new byte[length / 4 * 3 - pad];
        int bits = 0;
        int to = 0;
        for (int i = 0; i < length; i++) {
            boolean padding = i >= length - pad;
            int value = padding ? 0 : value(text.charAt(i));
            bits = bits << 6 | value;
            if (i % 4 == 3) {
                for (int shift = 16; shift >= 0; shift -= 8) {
                    if (to < out.length) {
                        out[to++] = (byte) (bits >> shift);
                    } else if ((bits >> shift & 255) != 0) {
                        throw new IllegalArgumentException("base64 has bits after its end");
                    }
                }
                bits = 0;
            }
        }
        return out;
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        if (c == '+') {
            return 62;
        }
        if (c == '/') {
            return 63;
        }
        throw new IllegalArgumentException("base64 has a wrong character");
    }

    /**
     * The bytes of the first block of that label in a PEM file (RFC 7468).
     *
     * @throws IllegalArgumentException when there is no such block or it is not base64
     */
    public static byte[] firstPem(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + label + "-----", start);
        if (start < 0 || end < 0) {
            throw new IllegalArgumentException("no PEM block " + label);
        }
        StringBuffer base64 = new StringBuffer(end - start);
        for (int i = start + begin.length(); i < end; i++) {
            char c = pem.charAt(i);
            if (c > ' ') {
                base64.append(c);
            }
        }
        return decode(base64.toString());
    }
}
