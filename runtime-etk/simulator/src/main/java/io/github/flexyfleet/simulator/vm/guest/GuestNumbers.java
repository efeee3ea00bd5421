package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.Conversions.Flaw;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers and text as the gateway's VM converts them (flexy-vm, "Wrong answers without an exception"). */
public final class GuestNumbers {
    /** Digits of Double.toString. */
    private static final MathContext DOUBLE_DIGITS = new MathContext(16, RoundingMode.HALF_UP);
    /** Digits of Float.toString; INFERRED: like double, one fewer than a round trip needs. */
    private static final MathContext FLOAT_DIGITS = new MathContext(8, RoundingMode.HALF_UP);

    private GuestNumbers() {}

    /** {@code Double.toString(double)} and all that calls it: at most 16 digits. */
    public static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || !Guest.has(Flaw.SHORT_DOUBLES)) {
            return Double.toString(value);
        }
        return shortened(Double.toString(value), DOUBLE_DIGITS);
    }

    /** {@code Double.toString()}. */
    public static String text(Double value) {
        return text(value.doubleValue());
    }

    /** {@code Float.toString(float)}. */
    public static String text(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value) || !Guest.has(Flaw.SHORT_DOUBLES)) {
            return Float.toString(value);
        }
        return shortened(Float.toString(value), FLOAT_DIGITS);
    }

    /** {@code Float.toString()}. */
    public static String text(Float value) {
        return text(value.floatValue());
    }

    private static String shortened(String exact, MathContext digits) {
        int exponent = exact.indexOf('E');
        String mantissa = exponent < 0 ? exact : exact.substring(0, exponent);
        String tail = exponent < 0 ? "" : exact.substring(exponent);
        BigDecimal rounded = new BigDecimal(mantissa).round(digits).stripTrailingZeros();
        String text = rounded.toPlainString();
        return (text.indexOf('.') < 0 ? text + ".0" : text) + tail;
    }

    /** {@code Double.parseDouble}: not correctly rounded; 1.118 is one unit off. */
    public static double parse(String text) {
        double right = Double.parseDouble(text);
        String digits = text.trim();
        if (!digits.matches("[+-]?[0-9]+\\.[0-9]+") || !Guest.has(Flaw.INEXACT_DOUBLES)) {
            return right;
        }
        // One division for each decimal: the errors add up, as on the gateway.
        int point = digits.indexOf('.');
        double value = Double.parseDouble(digits.substring(0, point) + digits.substring(point + 1));
        for (int i = point + 1; i < digits.length(); i++) {
            value /= 10;
        }
        return value;
    }

    /** {@code Double.valueOf(String)}. */
    public static Double parsed(String text) {
        return parse(text);
    }

    /** {@code Float.parseFloat}. */
    public static float parseFloat(String text) {
        return (float) parse(text);
    }

    /** {@code Float.valueOf(String)}. */
    public static Float parsedFloat(String text) {
        return parseFloat(text);
    }
}
