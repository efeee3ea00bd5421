package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Decimal;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Utf8;

/** A publishing rule for tags out of the device configuration. Immutable. */
public final class TagGroup {
    private static final int DAY = 86400;

    /** Names of the tag types at the numbers that exports have (flexy-etk 5). */
    private static final String[] TYPES = {"boolean", "float", "integer", "dword", "", "", "string"};

    /** Properties that every message has; spaces around each. */
    private static final String FIXED_PROPERTIES = " cfg fp boot seq kind group ";

    /** Name, carried by every message. */
    public final String name;

    /** Whether the payloads are typed; classic otherwise. */
    public final boolean typed;

    /** Period of the push of changed values in seconds, 0 for none. */
    public final int onChangeSeconds;

    /** Period of the push of all values in seconds, 0 for none. */
    public final int fullSeconds;

    /** Whether what the Flexy recorded of its tags is sent where messages are missing. */
    public final boolean history;

    /** A tag is not sent again on change before so many milliseconds. */
    public final long minIntervalMs;

    /** What the property bag holds besides the fixed properties, encoded, each begun by an ampersand. */
    public final String properties;

    /** A bit for each letter from A on; 0 selects tags in any of the Flexy's groups or none. */
    private final int flexyGroups;

    private final String[] names;

    /** A bit for each type number; 0 selects every type. */
    private final int types;

    /** Smallest change that counts, or null. */
    private final Decimal deadband;

    /** Whether the deadband is in percent of the value sent last. */
    private final boolean percent;

    TagGroup(DeviceConfigReader fields) throws Refusal {
        name = fields.name("name");
        String format = fields.string("format");
        typed = format.equals("typed");
        if (!typed && !format.equals("classic")) {
            throw fields.bad("format", "not classic or typed");
        }
        onChangeSeconds = fields.number("onChangeSeconds", 0, DAY);
        fullSeconds = fields.number("fullSeconds", 0, DAY);
        minIntervalMs = fields.has("minIntervalSeconds") ? fields.number("minIntervalSeconds", 0, DAY) * 1000L : 0;
        history = fields.has("history") && fields.flag("history");
        if (history && !typed) {
            throw fields.bad("history", "not in a classic group");
        }
        properties = fields.has("properties") ? properties(fields.object("properties")) : "";
        flexyGroups = letters(fields);
        names = names(fields);
        types = types(fields);
        DeviceConfigReader band = fields.has("deadband") ? fields.object("deadband") : null;
        percent = band != null && band.has("percent");
        if (band != null && percent == band.has("absolute")) {
            throw band.bad("absolute", "needed, or percent, and not both");
        }
        deadband = band == null ? null : band.positive(percent ? "percent" : "absolute");
    }

    private static String properties(DeviceConfigReader fields) throws Refusal {
        String[] keys = fields.keys();
        StringBuffer bag = new StringBuffer();
        for (int i = 0; i < keys.length; i++) {
            if (!Names.isName(keys[i]) || FIXED_PROPERTIES.indexOf(' ' + keys[i] + ' ') >= 0) {
                throw fields.bad(keys[i], "no name for a property");
            }
            bag.append('&').append(keys[i]).append('=').append(Utf8.percent(fields.text(keys[i])));
        }
        return bag.toString();
    }

    private static int letters(DeviceConfigReader fields) throws Refusal {
        String letters = fields.text("flexyGroups");
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            int bit = letters.charAt(i) - 'A';
            if (bit < 0 || bit > 3 || (bits >> bit & 1) == 1) {
                throw fields.bad("flexyGroups", "not letters of ABCD, each once");
            }
            bits |= 1 << bit;
        }
        return bits;
    }

    private static String[] names(DeviceConfigReader fields) throws Refusal {
        String[] names = fields.strings("names");
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals("!")) {
                throw fields.bad("names[" + i + ']', "no pattern");
            }
        }
        return names;
    }

    private static int types(DeviceConfigReader fields) throws Refusal {
        String[] names = fields.strings("types");
        int types = 0;
        for (int i = 0; i < names.length; i++) {
            int number = TYPES.length - 1;
            while (number >= 0 && !TYPES[number].equals(names[i])) {
                number--;
            }
            if (number < 0) {
                throw fields.bad("types[" + i + ']', "not boolean, float, integer, dword or string");
            }
            types |= 1 << number;
        }
        return types;
    }

    /**
     * Whether a tag belongs to this group.
     *
     * @param type its type as exports number it (flexy-etk 5), or -1
     * @param groups the Flexy's own groups that it is in, a bit for each letter from A on
     */
    public boolean selects(String tag, int type, int groups) {
        return (flexyGroups == 0 || (flexyGroups & groups) != 0)
                && (types == 0 || type >= 0 && (types >> type & 1) == 1)
                && isNamed(tag);
    }

    /** The name matches no pattern with an exclamation mark, and one without unless there is none. */
    private boolean isNamed(String tag) {
        boolean all = true;
        boolean found = false;
        for (int i = 0; i < names.length; i++) {
            boolean not = names[i].charAt(0) == '!';
            all &= not;
            if (matches(names[i], not ? 1 : 0, tag)) {
                if (not) {
                    return false;
                }
                found = true;
            }
        }
        return found || all;
    }

    /** Matches the pattern from an index on; a star stands for any characters, a question mark for one. */
    static boolean matches(String pattern, int from, String text) {
        int length = pattern.length();
        int p = from;
        int t = 0;
        // After a mismatch the last star takes one character more; earlier stars never have to.
        int star = -1;
        int taken = 0;
        while (t < text.length()) {
            char c = p < length ? pattern.charAt(p) : '\uFFFF';
            if (c == '*') {
                star = p++;
                taken = t;
            } else if (c == '?' || c == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        while (p < length && pattern.charAt(p) == '*') {
            p++;
        }
        return p == length;
    }

    /** Whether a change between two number texts is outside the deadband; always when one of them is no number. */
    public boolean counts(String sent, String value) {
        if (deadband == null) {
            return true;
        }
        Decimal before = Decimal.parse(sent);
        Decimal after = Decimal.parse(value);
        return before == null || after == null || before.reaches(after, deadband, percent);
    }
}
