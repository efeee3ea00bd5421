package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Decimal;
import io.github.flexyfleet.runtime.text.FloatText;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.text.Utf8;
import io.github.flexyfleet.runtime.text.Utf8Text;

/**
 * The {@code typed} payload of the device protocol: an object with device, group and kind, and an array of values in
 * their own types, each with quality and time, in UTC such as {@code 2026-11-22T19:00:00.000Z}.
 */
final class TypedFormat {
    /** Number of the type of texts; lower ones are boolean, float, integer and dword (flexy-etk 5). */
    static final int STRING = 6;

    /** What stands after the last value. */
    static final String TAIL = "]}";

    private static final int BOOLEAN = 0;
    private static final int FLOAT = 1;
    private static final int DWORD = 3;

    /** No whole number of a Flexy has as many digits, so each is written out. */
    private static final int WHOLE_DIGITS = 20;

    /** What JSON cannot say. */
    static final String NULL = "null";

    /** Quality of {@link #NULL}. */
    static final String BAD = "bad";

    // The members of a value.
    private static final byte[] NAME = Utf8.encode("{\"name\":");
    private static final byte[] VALUE = Utf8.encode(",\"value\":");
    private static final byte[] QUALITY = Utf8.encode(",\"quality\":\"");
    private static final byte[] TIME = Utf8.encode("\",\"time\":\"");
    private static final byte[] END = Utf8.encode("\"}");

    private TypedFormat() {}

    /** Whether values of this type are numbers. */
    static boolean isNumber(int type) {
        return type > BOOLEAN && type <= DWORD;
    }

    /** A value as the payload has it, from its text in an export; {@code null} for what JSON cannot say. */
    static String value(int type, String raw) {
        if (type != BOOLEAN && !isNumber(type)) {
            StringBuffer out = new StringBuffer(raw.length() + 2);
            JsonWriter.quote(out, raw);
            return out.toString();
        }
        String text = type == BOOLEAN ? raw : ClassicFormat.value(type, raw);
        if (type != BOOLEAN && FloatText.isShort(text)) {
            return text;
        }
        Decimal number = Decimal.parse(text);
        if (number == null) {
            return NULL;
        }
        if (type == BOOLEAN) {
            return number.isZero() ? "false" : "true";
        }
        return type == FLOAT ? text : number.layout(WHOLE_DIGITS);
    }

    /** Quality of a value: one that JSON cannot say is bad. */
    static String quality(String value, String exported) {
        return value.equals(NULL) ? BAD : exported;
    }

    /** What stands before the first value. */
    static String head(String device, String group, String kind) {
        return "{\"device\":\"" + device + "\",\"group\":\"" + group + "\",\"kind\":\"" + kind + "\",\"values\":[";
    }

    /** Writes a tag with what {@link #value} made of its value. */
    static void member(Utf8Text out, String name, String value, String quality, String time) {
        out.add(NAME)
                .quote(name)
                .add(VALUE)
                .add(value)
                .add(QUALITY)
                .add(quality)
                .add(TIME)
                .add(time)
                .add(END);
    }

    /** The payload that ends what was recorded up to a time. */
    static String until(String device, String time) {
        return "{\"device\":\"" + device + "\",\"kind\":\"history\",\"until\":\"" + time + "\",\"values\":[]}";
    }

    /** The payload without tags. */
    static String heartbeat(String device, String time) {
        return "{\"device\":\"" + device + "\",\"kind\":\"heartbeat\",\"time\":\"" + time + "\",\"values\":[]}";
    }
}
