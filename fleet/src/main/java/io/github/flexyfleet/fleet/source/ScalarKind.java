package io.github.flexyfleet.fleet.source;

import java.util.regex.Pattern;

/** What YAML makes of a scalar: YAML 1.2's core schema, and what YAML 1.1 reads differently set apart. */
public enum ScalarKind {
    /** Nothing, {@code ~} or {@code null}. */
    NULL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A decimal whole number. */
    INTEGER,
    /** A decimal number with a point. */
    DECIMAL,
    /** Anything in quotes, and plain text. */
    TEXT,
    /** Text with {@code ${site.name}} or {@code ${device.id}} in it, where no site or device is given yet. */
    TEMPLATE,
    /** Plain text that some YAML programs read as a boolean or a number: {@code no}, {@code 0123}, {@code 1e3}. */
    AMBIGUOUS;

    private static final Pattern NULLS = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOLEANS = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGERS = Pattern.compile("[-+]?(?:0|[1-9][0-9]*+)");
    private static final Pattern DECIMALS = Pattern.compile("[-+]?(?:\\.[0-9]++|(?:0|[1-9][0-9]*+)\\.[0-9]*+)");
    // Octal and other bases, digit groups, exponents, base 60, infinity. Possessive: no input makes them slow.
    private static final Pattern PITFALLS = Pattern.compile("(?i:y|n|yes|no|on|off)"
            + "|[-+]?0[0-9_]++|[-+]?0[oOxXbB][0-9a-fA-F_]++"
            + "|[-+]?[0-9][0-9_]*+(?:\\.[0-9_]*+)?"
            + "|[-+]?(?:[0-9][0-9_]*+(?:\\.[0-9_]*+)?|\\.[0-9_]++)[eE][-+]?[0-9]++"
            + "|[-+]?[0-9][0-9_]*+(?::[0-5]?[0-9])++(?:\\.[0-9_]*+)?"
            + "|[-+]?\\.(?i:inf)|\\.(?i:nan)");

    /** The longest word that is no text: false. */
    private static final int LONGEST_WORD = 5;

    static ScalarKind ofPlain(String text) {
        if (text.length() > LONGEST_WORD && Character.isLetter(text.charAt(0))) {
            return TEXT; // most values, and all that the patterns below would not take
        }
        if (NULLS.matcher(text).matches()) {
            return NULL;
        }
        if (BOOLEANS.matcher(text).matches()) {
            return BOOLEAN;
        }
        if (INTEGERS.matcher(text).matches()) {
            return INTEGER;
        }
        if (DECIMALS.matcher(text).matches()) {
            return DECIMAL;
        }
        return PITFALLS.matcher(text).matches() ? AMBIGUOUS : TEXT;
    }
}
