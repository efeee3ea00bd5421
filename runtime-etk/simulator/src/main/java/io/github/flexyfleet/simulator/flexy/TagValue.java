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

    /** As text without quotes: the shortest decimal of the 32-bit float, or the integer. */
    String shown() {
        if (text != null) {
            return text;
        }
        BigDecimal exact = number == Math.rint(number)
                ? BigDecimal.valueOf((long) number)
                : new BigDecimal(Float.toString((float) number)).stripTrailingZeros();
        return exact.toPlainString();
    }
}
