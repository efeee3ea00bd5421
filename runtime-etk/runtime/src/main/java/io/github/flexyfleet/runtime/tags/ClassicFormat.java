package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.FloatText;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Utf8Text;

/**
 * The {@code classic} payload of the device protocol: a flat object of strings with the Flexy's local time at its end,
 * such as {@code 2026-11-22 19:00:00}.
 */
final class ClassicFormat {
    /** What stands before the first value. */
    static final String HEAD = "{";

    private static final int BOOLEAN = 0;
    private static final int FLOAT = 1;

    /** Number of the last type of numbers (flexy-etk 5). */
    static final int DWORD = 3;

    private static final long DWORD_RANGE = 1L << 32;

    private ClassicFormat() {}

    /** A value as the payload has it, from its text in an export. */
    static String value(int type, String raw) {
        if (type == FLOAT) {
            return FloatText.canonical(raw);
        }
        if (type == BOOLEAN) {
            return FloatText.canonical(raw).equals("0") ? "0" : "1";
        }
        // A dword that the export shows as a signed number.
        long below = type == DWORD && raw.startsWith("-") ? Names.number(raw.substring(1), DWORD_RANGE) : 0;
        return below > 0 ? Long.toString(DWORD_RANGE - below) : raw;
    }

    /**
     * The value of an event as an export would show it. INFERRED (flexy-etk 1.3): that the double is the exact value of
     * a 32-bit float or whole number; a dword may come as a signed number.
     */
    static String text(int type, double event) {
        if (type == FLOAT) {
            return FloatText.shortest(Float.floatToIntBits((float) event));
        }
        long whole = (long) event;
        return Long.toString(type == DWORD && whole < 0 ? whole + DWORD_RANGE : whole);
    }

    /** Writes a tag with what {@link #value} made of its value. */
    static void member(Utf8Text out, String name, String value) {
        out.quote(name).add(":").quote(value);
    }

    /** What stands after the last value. */
    static String tail(String time) {
        return ",\"time\": \"" + time + "\"}";
    }

    /** The payload without tags. */
    static String heartbeat(String time) {
        return HEAD + tail(time).substring(1);
    }
}
