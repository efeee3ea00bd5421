package io.github.flexyfleet.runtime.text;

import java.math.BigInteger;

/**
 * 32-bit floats as text and back, exactly. The Flexy's own {@code parseDouble} and {@code Double.toString} do not
 * survive a round trip (flexy-vm), so this is whole-number arithmetic only.
 *
 * <p>The form: the shortest decimal that reads back to the same float, of several the nearest; without exponent for 1e-4
 * &lt;= |v| &lt; 1e7, else like {@code 1.5e+10} and {@code 2e-7}; no trailing {@code .0}; {@code nan}, {@code inf} and
 * {@code -inf} as the Flexy writes them.
 */
public final class FloatText {
    /** Every decimal of so many digits survives the way through a normal float, so it is the shortest already. */
    private static final int SAFE_DIGITS = 6;

    /** The lowest number of so many digits. */
    private static final int SAFE_NUMBER = 100000;

    /** Down to here 64 bits hold the search. */
    private static final int QUICK_EXPONENT = -32;

    private static final int QUICK_LENGTH = 16;
    private static final int SAFE_POINT = 30;
    private static final int MAX_DIGITS = 9;
    private static final int FRACTION_BITS = 23;
    private static final int HIDDEN_BIT = 1 << FRACTION_BITS;
    private static final int MIN_EXPONENT = -149;
    private static final int MAX_EXPONENT = 104;
    private static final int SIGN = 0x80000000;
    private static final int INFINITY = 0x7F800000;
    private static final BigInteger TEN = BigInteger.valueOf(10);

    // One search; all numbers are in units of 1 / unit.
    private final BigInteger value;
    private final BigInteger low;
    private final BigInteger high;
    private final BigInteger unit;
    private final boolean endsIncluded;

    /** The one form of the float that a decimal text stands for; a text that is no number stays as it is. */
    public static String canonical(String text) {
        if (isShort(text)) {
            return text;
        }
        String trimmed = text.trim();
        if (trimmed.equalsIgnoreCase("nan") || trimmed.equalsIgnoreCase("inf") || trimmed.equalsIgnoreCase("-inf")) {
            return trimmed.toLowerCase();
        }
        Decimal decimal = Decimal.parse(trimmed);
        if (decimal == null) {
            return text;
        }
        boolean safe = decimal.point > -SAFE_POINT && decimal.point < SAFE_POINT;
        return safe && decimal.digits.length() <= SAFE_DIGITS ? decimal.layout() : shortest(bits(decimal));
    }

    /** Whether a text is a number of few digits in the one form already, as most are; others may have the form as well. */
    public static boolean isShort(String text) {
        int length = text.length();
        int first = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length == first || length - first > SAFE_DIGITS) {
            return false;
        }
        int point = -1;
        for (int i = first; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (!Names.isDigit(c)) {
                return false;
            }
        }
        char last = text.charAt(length - 1);
        if (point == first || point > 0 && (last == '0' || last == '.')) {
            return false;
        }
        // A zero in front stands alone or before 0.1 and more.
        return text.charAt(first) != '0' || length == first + 1 || point == first + 1 && text.charAt(first + 2) != '0';
    }

    /** Bits of the float nearest to a decimal, ties to even. */
    public static int bits(Decimal decimal) {
        int sign = decimal.negative ? SIGN : 0;
        if (decimal.digits.length() == 0 || decimal.point < -50) {
            return sign;
        }
        if (decimal.point > 50) {
            return sign | INFINITY;
        }
        // The value is up / down.
        int scale = decimal.point - decimal.digits.length();
        BigInteger up = new BigInteger(decimal.digits);
        BigInteger down = BigInteger.valueOf(1);
        if (scale >= 0) {
            up = up.multiply(TEN.pow(scale));
        } else {
            down = TEN.pow(-scale);
        }
        // Choose the exponent so that the quotient has 24 bits; one bit too many is dealt with by the second turn.
        int exponent = up.bitLength() - down.bitLength() - FRACTION_BITS - 1;
        while (true) {
            if (exponent < MIN_EXPONENT) {
                exponent = MIN_EXPONENT;
            }
            BigInteger numerator = exponent < 0 ? up.shiftLeft(-exponent) : up;
            BigInteger denominator = exponent > 0 ? down.shiftLeft(exponent) : down;
            BigInteger[] parts = numerator.divideAndRemainder(denominator);
            int mantissa = parts[0].intValue();
            int half = parts[1].shiftLeft(1).compareTo(denominator);
            if (half > 0 || half == 0 && (mantissa & 1) == 1) {
                mantissa++;
            }
            if (mantissa > HIDDEN_BIT * 2 - 1) {
                exponent++;
                continue;
            }
            if (exponent > MAX_EXPONENT) {
                return sign | INFINITY;
            }
            // A mantissa without the hidden bit is a subnormal number, whose exponent field is 0.
            return sign
                    | (mantissa < HIDDEN_BIT ? mantissa : mantissa - HIDDEN_BIT | exponent - MIN_EXPONENT + 1 << 23);
        }
    }

    /** The form of the float with these bits. */
    public static String shortest(int bits) {
        int field = bits >>> FRACTION_BITS & 255;
        int fraction = bits & HIDDEN_BIT - 1;
        boolean negative = bits < 0;
        if (field == 255) {
            return fraction != 0 ? "nan" : negative ? "-inf" : "inf";
        }
        int mantissa = field == 0 ? fraction : fraction | HIDDEN_BIT;
        if (mantissa == 0) {
            return negative ? "-0" : "0";
        }
        int exponent = (field == 0 ? 1 : field) - 1 + MIN_EXPONENT;
        return exponent >= QUICK_EXPONENT && exponent < 0
                ? quick(mantissa, exponent, negative)
                : new FloatText(mantissa, exponent).decimal(negative).layout();
    }

    /** The same search in 64 bits, for the normal floats from 0.002 to 8,388,608; one array is all it needs. */
    private static String quick(int mantissa, int exponent, boolean negative) {
        int shift = 2 - exponent;
        long quarters = 4L * mantissa;
        int narrow = mantissa == HIDDEN_BIT ? 1 : 2;
        int openEnds = mantissa & 1;
        long grow = 1;
        int places = 0;
        while (true) {
            long target = quarters * grow;
            long digits = target >> shift;
            // Any shorter decimal that reads back is the same one with zeros at its end.
            if (digits >= SAFE_NUMBER) {
                long below = digits << shift;
                long above = below + (1L << shift);
                boolean downFits = below >= target - narrow * grow + openEnds;
                boolean upFits = above <= target + 2 * grow - openEnds;
                if (downFits && upFits) {
                    long order = target - below - (above - target);
                    downFits = order < 0 || order == 0 && (digits & 1) == 0;
                }
                if (downFits || upFits) {
                    return plain(downFits ? digits : digits + 1, places, negative);
                }
            }
            grow *= 10;
            places++;
        }
    }

    private static String plain(long allDigits, int allPlaces, boolean negative) {
        long digits = allDigits;
        int places = allPlaces;
        while (places > 0 && digits % 10 == 0) {
            digits /= 10;
            places--;
        }
        char[] text = new char[QUICK_LENGTH];
        int at = text.length;
        for (int i = 0; i <= places || digits > 0; i++) {
            if (i == places && i > 0) {
                text[--at] = '.';
            }
            text[--at] = (char) ('0' + digits % 10);
            digits /= 10;
        }
        if (negative) {
            text[--at] = '-';
        }
        return new String(text, at, text.length - at);
    }

    /** A search of the shortest decimal between the neighbours of one float. */
    private FloatText(int mantissa, int exponent) {
        // Quarters of the last bit, because below a power of two the next float is only half as far away.
        int power = exponent - 2;
        boolean narrow = mantissa == HIDDEN_BIT && exponent > MIN_EXPONENT;
        value = scaled(4L * mantissa, power);
        low = scaled(4L * mantissa - (narrow ? 1 : 2), power);
        high = scaled(4L * mantissa + 2, power);
        unit = BigInteger.valueOf(1).shiftLeft(power < 0 ? -power : 0);
        endsIncluded = (mantissa & 1) == 0;
    }

    private static BigInteger scaled(long quarters, int power) {
        BigInteger number = BigInteger.valueOf(quarters);
        return power > 0 ? number.shiftLeft(power) : number;
    }

    private Decimal decimal(boolean negative) {
        int point = point();
        for (int count = 1; count < MAX_DIGITS; count++) {
            Decimal found = best(negative, point, count);
            if (found != null) {
                return found;
            }
        }
        return best(negative, point, MAX_DIGITS);
    }

    /** Where the decimal point stands: 10^(point-1) <= value < 10^point. */
    private int point() {
        int guess = (int) ((value.bitLength() - unit.bitLength()) * 30103L / 100000);
        while (value.compareTo(power(guess)) >= 0) {
            guess++;
        }
        while (value.compareTo(power(guess - 1)) < 0) {
            guess--;
        }
        return guess;
    }

    /** 10^n in our unit, rounded up when n is negative, which keeps the order of whole numbers. */
    private BigInteger power(int n) {
        if (n >= 0) {
            return unit.multiply(TEN.pow(n));
        }
        BigInteger divisor = TEN.pow(-n);
        return unit.add(divisor).subtract(BigInteger.valueOf(1)).divide(divisor);
    }

    /** The decimal of so many digits nearest to the value, or null when none reads back to it. */
    private Decimal best(boolean negative, int point, int count) {
        // A step is one unit of the last digit; everything is multiplied by grow so that it is a whole number.
        int last = point - count;
        BigInteger grow = last < 0 ? TEN.pow(-last) : BigInteger.valueOf(1);
        BigInteger step = last > 0 ? unit.multiply(TEN.pow(last)) : unit;
        BigInteger target = value.multiply(grow);
        BigInteger below = target.divide(step);
        BigInteger above = below.add(BigInteger.valueOf(1));
        boolean downFits = reads(below.multiply(step), grow);
        boolean upFits = reads(above.multiply(step), grow);
        if (!downFits && !upFits) {
            return null;
        }
        if (downFits && upFits) {
            BigInteger toBelow = target.subtract(below.multiply(step));
            BigInteger toAbove = above.multiply(step).subtract(target);
            int order = toBelow.compareTo(toAbove);
            downFits = order < 0 || order == 0 && !below.testBit(0);
        }
        String digits = (downFits ? below : above).toString();
        // Rounding up can give a digit more: 9.9 becomes 10.
        return new Decimal(negative, digits, last + digits.length());
    }

    private boolean reads(BigInteger candidate, BigInteger grow) {
        int fromLow = candidate.compareTo(low.multiply(grow));
        int toHigh = candidate.compareTo(high.multiply(grow));
        return endsIncluded ? fromLow >= 0 && toHigh <= 0 : fromLow > 0 && toHigh < 0;
    }
}
