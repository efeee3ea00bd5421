package io.github.flexyfleet.simulator.flexy.basic;

import java.math.BigDecimal;

/** A value; text and numbers do not turn into each other by themselves. */
sealed interface Value {
    /** The text; refuses a number. */
    String text() throws BasicException;

    /** The number; refuses a text. */
    double number() throws BasicException;

    /** As an export shows it. */
    String shown();

    /** A text. */
    record Text(String text) implements Value {
        @Override
        public double number() throws BasicException {
            throw new BasicException("type mismatch: number expected");
        }

        @Override
        public String shown() {
            return text;
        }
    }

    /** A number. */
    record Numeric(double number) implements Value {
        @Override
        public String text() throws BasicException {
            throw new BasicException("type mismatch: string expected");
        }

        @Override
        public String shown() {
            return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
        }
    }
}
