package io.github.flexyfleet.fleet.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a Flexy's serial number: {@code dddd-dddd-dd} (flexy-etk: SerNum). */
public final class SerialNumber {
    private static final Pattern FORM = Pattern.compile("[0-9]{4}-[0-9]{4}-[0-9]{2}");
    private static final Pattern OTHER_FORM =
            Pattern.compile("([0-9]{4})[-_./ \\u2010-\\u2015]?([0-9]{4})[-_./ \\u2010-\\u2015]?([0-9]{2})");

    private SerialNumber() {}

    /** Tells whether a text is one. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** What to do about a text that is none; empty when it has not the ten digits of one. */
    public static Optional<String> mend(String text) {
        Matcher digits = OTHER_FORM.matcher(text);
        return digits.matches()
                ? Optional.of("write " + digits.group(1) + "-" + digits.group(2) + "-" + digits.group(3)
                        + ", as on the type plate")
                : Optional.empty();
    }
}
