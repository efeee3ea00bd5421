package io.github.flexyfleet.runtime.text;

import java.math.BigInteger;

/** A decimal number: 0.d1d2d3... times ten to the power of {@code point}, d1 and the last digit not 0. Immutable. */
public final class Decimal {
    private static final BigInteger TEN = BigInteger.valueOf(10);

    private static final int MAX_TEXT = 64;
    private static final long MAX_EXPONENT = 9999;

    /** Whether it has a minus sign; also true for -0. */
    public final boolean negative;

    /** Digits without zeros at either end, empty for zero. */
    final String digits;

    /** Position of the decimal point, counted from before the first digit. */
    public final int point;

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
    public static Decimal parse(String text) {
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

    /** Whether it is 0 or -0. */
    public boolean isZero() {
        return digits.length() == 0;
    }

    /**
     * Whether another number differs from this one by at least {@code step}, or by that many percent of this one. Exact,
     * because the Flexy's own arithmetic with doubles is slow and its reading of them wrong (flexy-vm).
     */
    public boolean reaches(Decimal other, Decimal step, boolean percent) {
        int last = Math.min(last(), other.last());
        BigInteger own = units(last);
        BigInteger difference = own.subtract(other.units(last)).abs();
        BigInteger wanted = step.units(step.last());
        int exponent = step.last() - last;
        if (percent) {
            wanted = wanted.multiply(own.abs());
            exponent = step.last() - 2;
        }
        if (exponent < 0) {
            difference = difference.multiply(TEN.pow(-exponent));
        } else {
            wanted = wanted.multiply(TEN.pow(exponent));
        }
        return difference.compareTo(wanted) >= 0;
    }

    /** Whether it is less than another number. Exact, as {@link #reaches} is. */
    public boolean isBelow(Decimal other) {
        int last = Math.min(last(), other.last());
        return units(last).compareTo(other.units(last)) < 0;
    }

    /** Power of ten of the last digit. */
    private int last() {
        return point - digits.length();
    }

    /** The number in units of a power of ten that is not above {@link #last}. */
    private BigInteger units(int power) {
        if (isZero()) {
            return BigInteger.valueOf(0);
        }
        BigInteger units = new BigInteger(digits).multiply(TEN.pow(last() - power));
        return negative ? units.negate() : units;
    }

    /** The text in the form that {@link FloatText} describes. */
    public String layout() {
        return layout(7);
    }

    /** The text with an exponent only below 1e-4 and from ten to the power of {@code plainDigits} on. */
    public String layout(int plainDigits) {
        StringBuffer out = new StringBuffer(16);
        if (negative) {
            out.append('-');
        }
        int count = digits.length();
        if (count == 0) {
            return out.append('0').toString();
        }
        if (point < -3 || point > plainDigits) {
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
