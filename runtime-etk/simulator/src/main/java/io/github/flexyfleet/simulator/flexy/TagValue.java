package io.github.flexyfleet.simulator.flexy;

import java.math.BigDecimal;

/**
 * Value of a tag.
 *
 * @param number the number; 0 for a string tag
 * @param text the text; null for a number
 */
record TagValue(double number, String text) {
    static TagValue number(double number) {
        return new TagValue(number, null);
    }

    static TagValue text(String text) {
        return new TagValue(0, text);
    }

    /** As text without quotes: the shortest decimal of the 32-bit float, the integer, or nan, inf, -inf (flexy-etk 5). */
    String shown() {
        if (text != null) {
            return text;
        }
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        BigDecimal exact = number == Math.rint(number)
                ? BigDecimal.valueOf((long) number)
                : new BigDecimal(Float.toString((float) number)).stripTrailingZeros();
        return exact.toPlainString();
    }
}
