package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.FloatText;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.text.UtcTime;
import io.github.flexyfleet.runtime.text.Utf8;
import java.util.ArrayList;

/** The {@code classic} payload of the device protocol: a flat object of strings with the local time at its end. */
final class ClassicFormat {
    /** Largest payload in bytes, one unit of the hub's metering; a single tag may pass it. */
    static final int MAX_BYTES = 4096;

    private static final int BOOLEAN = 0;
    private static final int FLOAT = 1;
    private static final int DWORD = 3;
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
        if (type == DWORD && raw.startsWith("-")) {
            return unsigned(raw);
        }
        return raw;
    }

    /** A dword that the export shows as a signed number. */
    private static String unsigned(String raw) {
        try {
            return Long.toString(Long.parseLong(raw) + DWORD_RANGE);
        } catch (NumberFormatException e) {
            return raw;
        }
    }

    /** The payload without tags, which is the heartbeat. */
    static byte[] heartbeat(long localMs) {
        return Utf8.encode("{" + time(localMs));
    }

    /**
     * Payloads for these tags, as many as it takes to stay within {@link #MAX_BYTES} each.
     *
     * @param names tag names
     * @param values what {@link #value} made of their values, in the same order
     * @param localMs the Flexy's local time as if it were UTC
     */
    static byte[][] payloads(String[] names, String[] values, long localMs) {
        ArrayList parts = new ArrayList();
        String time = time(localMs);
        StringBuffer part = new StringBuffer("{");
        int bytes = 1 + time.length();
        for (int i = 0; i < names.length; i++) {
            StringBuffer member = new StringBuffer();
            JsonWriter.quote(member, names[i]);
            JsonWriter.quote(member.append(':'), values[i]);
            String text = member.append(',').toString();
            int more = Utf8.length(text);
            if (part.length() > 1 && bytes + more > MAX_BYTES) {
                parts.add(Utf8.encode(part.append(time).toString()));
                part = new StringBuffer("{");
                bytes = 1 + time.length();
            }
            part.append(text);
            bytes += more;
        }
        if (part.length() > 1) {
            parts.add(Utf8.encode(part.append(time).toString()));
        }
        return (byte[][]) parts.toArray(new byte[parts.size()][]);
    }

    private static String time(long localMs) {
        return "\"time\": \"" + UtcTime.plain(localMs) + "\"}";
    }
}
