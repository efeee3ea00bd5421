package io.github.flexyfleet.runtime.text;

/** A decimal number as text: 0.d1d2d3... times ten to the power of {@code point}, d1 and the last digit not 0. */
final class Decimal {
    private static final int MAX_TEXT = 64;
    private static final long MAX_EXPONENT = 9999;

    /** Whether it has a minus sign; also true for -0. */
    final boolean negative;

    /** Digits without zeros at either end, empty for zero. */
    final String digits;

    /** Position of the decimal point, counted from before the first digit. */
    final int point;

    Decimal(boolean negative, String digits, int point) {
        int from = 0;
        int to = digits.length();
        while (from < to && digits.charAt(from) == '0') {
            from++;
        }
        while (to > from && digits.charAt(to - 1) == '0') {
            to--;
        }
        this.negative = negative;
        this.digits = digits.substring(from, to);
        this.point = from == to ? 0 : point - from;
    }

    /** Reads {@code -12.5e+3} and the like; null when the text is no such number or longer than 64 characters. */
    static Decimal parse(String text) {
        int length = text.length();
        if (length > MAX_TEXT) {
            return null;
        }
        int at = 0;
        boolean negative = at < length && text.charAt(at) == '-';
        if (negative || at < length && text.charAt(at) == '+') {
            at++;
        }
        StringBuffer digits = new StringBuffer(length);
        int point = -1;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.' && point < 0) {
                point = digits.length();
            } else if (Names.isDigit(c)) {
                digits.append(c);
            } else {
                break;
            }
        }
        if (digits.length() == 0) {
            return null;
        }
        if (point < 0) {
            point = digits.length();
        }
        if (at == length) {
            return new Decimal(negative, digits.toString(), point);
        }
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return null;
        }
        at++;
        boolean down = at < length && text.charAt(at) == '-';
        if (down || at < length && text.charAt(at) == '+') {
            at++;
        }
        long exponent = Names.number(text.substring(at), MAX_EXPONENT);
        if (exponent < 0) {
            return null;
        }
        return new Decimal(negative, digits.toString(), (int) (point + (down ? -exponent : exponent)));
    }

    /** The text in the form that {@link FloatText} describes. */
    String layout() {
        StringBuffer out = new StringBuffer(16);
        if (negative) {
            out.append('-');
        }
        int count = digits.length();
        if (count == 0) {
            return out.append('0').toString();
        }
        if (point < -3 || point > 7) {
            out.append(digits.charAt(0));
            if (count > 1) {
                out.append('.').append(digits.substring(1));
            }
            int exponent = point - 1;
            return out.append(exponent < 0 ? "e-" : "e+")
                    .append(exponent < 0 ? -exponent : exponent)
                    .toString();
        }
        if (point <= 0) {
            out.append("0.");
            zeros(out, -point);
            return out.append(digits).toString();
        }
        if (point >= count) {
            out.append(digits);
            zeros(out, point - count);
            return out.toString();
        }
        return out.append(digits.substring(0, point))
                .append('.')
                .append(digits.substring(point))
                .toString();
    }

    private static void zeros(StringBuffer out, int count) {
        for (int i = 0; i < count; i++) {
            out.append('0');
        }
    }
}
