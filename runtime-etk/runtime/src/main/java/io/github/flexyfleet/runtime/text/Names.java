package io.github.flexyfleet.runtime.text;

/** The alphabets of names that come from outside. */
public final class Names {
    private Names() {}

    /** Whether the text is 1 to 64 characters of {@code A-Za-z0-9._-}. */
    public static boolean isName(String text) {
        return isMadeOf(text, 64, "._-");
    }

    /** Whether the text is a DNS name: 1 to 253 letters, digits, dots and hyphens. */
    public static boolean isHost(String text) {
        return isMadeOf(text, 253, ".-");
    }

    /** Whether the text can be a file of a bundle: {@code [a-z0-9][a-z0-9.-]{0,31}}. */
    public static boolean isFile(String text) {
        return isMadeOf(text, 32, ".-") && ".-".indexOf(text.charAt(0)) < 0 && text.equals(text.toLowerCase());
    }

    private static boolean isMadeOf(String text, int max, String marks) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!(isLetter(c) || isDigit(c) || marks.indexOf(c) >= 0)) {
                return false;
            }
        }
        return length > 0 && length <= max;
    }

    /** Whether the character is {@code a} to {@code z} or {@code A} to {@code Z}. */
    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Whether the character is {@code 0} to {@code 9}. */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Reads a decimal number without sign.
     *
     * @return the number, or -1 when the text is anything else or the number is above {@code max}
     */
    public static long number(String text, long max) {
        int length = text.length();
        if (length < 1 || length > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value > max ? -1 : value;
    }
}
