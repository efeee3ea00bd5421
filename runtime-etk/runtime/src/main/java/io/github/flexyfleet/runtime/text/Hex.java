package io.github.flexyfleet.runtime.text;

/** Hexadecimal digits. */
public final class Hex {
    private static final String LOWER = "0123456789abcdef";

    private Hex() {}

    /** Two lower-case digits a byte. */
    public static String lower(byte[] bytes) {
        StringBuffer out = new StringBuffer(bytes.length * 2);
        for (int i = 0; i < bytes.length; i++) {
            out.append(LOWER.charAt((bytes[i] >> 4) & 15)).append(LOWER.charAt(bytes[i] & 15));
        }
        return out.toString();
    }

    /** Two upper-case digits a byte, as fingerprints are written. */
    public static String upper(byte[] bytes) {
        return ascii(lower(bytes));
    }

    private static String ascii(String hex) {
        StringBuffer out = new StringBuffer(hex.length());
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            out.append(c >= 'a' ? (char) (c - 'a' + 'A') : c);
        }
        return out.toString();
    }

    /** Whether the text is a SHA-256 in 64 lower-case digits. */
    public static boolean isDigest(String text) {
        return isHex(text, 'a');
    }

    /** Whether the text is a certificate fingerprint in 64 upper-case digits. */
    public static boolean isFingerprint(String text) {
        return isHex(text, 'A');
    }

    private static boolean isHex(String text, char a) {
        if (text.length() != 64) {
            return false;
        }
        for (int i = 0; i < 64; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= a && c <= a + 5)) {
                return false;
            }
        }
        return true;
    }
}
