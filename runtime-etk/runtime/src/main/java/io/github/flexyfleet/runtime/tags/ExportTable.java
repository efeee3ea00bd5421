package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/**
 * Reads the table of an export (flexy-etk 5) in place: fields divided by {@code ;}, strings in quotes, lines ended by
 * CRLF or LF, perhaps empty lines before the header. In quotes a quote is doubled or escaped by a backslash, a line can
 * end, and {@code &#233;} stands for a character (talk2m-m2web 5). A field that is not UTF-8 is taken as Latin-1, the
 * charset of old firmware (flexy-etk 9). Only what is asked for becomes an object: a tag list of 5,000 tags has 300,000
 * fields, and the heap is small. Not thread-safe.
 */
final class ExportTable {
    /** Fields of a line that can be read; later ones are passed over. */
    private static final int MAX_FIELDS = 128;

    private final byte[] export;
    private final int[] starts = new int[MAX_FIELDS];
    private final char[] few = new char[64];
    private final StringBuffer field = new StringBuffer();
    private final int columns;

    /** Fields of the present line. */
    private int fields;

    /** Whether the present line has its end, so that it is whole even if the export was cut off. */
    boolean ended;

    private int at;

    /**
     * Reads the header.
     *
     * @throws IOException when there is none, as in an error page or an export that was cut off
     */
    ExportTable(byte[] export) throws IOException {
        this.export = export;
        // A byte order mark is no part of the first header.
        at = here() == 0xEF && export.length > 2 && export[1] == (byte) 0xBB ? 3 : 0;
        if (!next() || fields < 2) {
            throw new IOException("no table");
        }
        columns = fields;
    }

    /** Index of the column with that header in any case; the fallback when no column has it. Only before {@link #next}. */
    int column(String name, int fallback) {
        for (int i = 0; i < columns; i++) {
            if (text(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return fallback;
    }

    /** Where the next line begins. */
    int at() {
        return at;
    }

    /** Goes to where a line begins. */
    void go(int line) {
        at = line;
    }

    /** Goes over the next line when it is the same as a line of another export, ends and all. */
    boolean skip(byte[] other, int from, int to) {
        if (to - from > export.length - at) {
            return false;
        }
        // Nearly all of an export is read here and nowhere else.
        byte[] own = export;
        int i = at;
        for (int j = from; j < to; j++) {
            if (own[i++] != other[j]) {
                return false;
            }
        }
        at = i;
        return true;
    }

    /** Goes on to the next line that is not empty; false at the end. */
    boolean next() {
        while (at < export.length) {
            int from = at;
            line();
            if (fields > 1 || skipSpaces(from) != end(from)) {
                return true;
            }
        }
        return false;
    }

    private void line() {
        fields = 0;
        while (true) {
            if (fields < MAX_FIELDS) {
                starts[fields] = at;
            }
            fields++;
            at = end(at);
            ended = at < export.length;
            int end = here();
            if (ended) {
                at++;
            }
            if (end == '\r' && here() == '\n') {
                at++;
            }
            if (end != ';') {
                return;
            }
        }
    }

    /** Number of fields of the line. */
    int fields() {
        return fields;
    }

    /** Whether the line has a field there that is whole even if the export was cut off. */
    boolean isWhole(int column) {
        return column < fields - 1 || column == fields - 1 && (ended || column == columns - 1);
    }

    /** A whole number without sign, or -1 for anything else and what is above {@link Integer#MAX_VALUE}. */
    int number(int column) {
        if (column >= fields) {
            return -1;
        }
        int from = skipSpaces(starts[column]);
        int to = end(from);
        while (to > from && export[to - 1] == ' ') {
            to--;
        }
        if (to - from > 2 && export[from] == '"' && export[to - 1] == '"') {
            from++;
            to--;
        }
        long value = to > from && to - from < 11 ? 0 : -1;
        for (int i = from; i < to; i++) {
            value = value >= 0 && Names.isDigit((char) export[i]) ? value * 10 + export[i] - '0' : -1;
        }
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /** The text of a field, empty when the line is too short. */
    String text(int column) {
        if (column >= fields) {
            return "";
        }
        String text = plain(starts[column]);
        if (text != null) {
            return text;
        }
        text = decode(starts[column], true);
        return text == null ? decode(starts[column], false) : text;
    }

    /** A field of a few ASCII characters that stand for themselves, as most are; null for others. */
    private String plain(int start) {
        int from = skipSpaces(start);
        int to = end(from);
        if (from < to && export[from] == '"') {
            from++;
            to--;
        }
        int length = to - from;
        if (length < 0 || length > few.length) {
            return null;
        }
        for (int i = 0; i < length; i++) {
            char c = (char) export[from + i];
            if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '&') {
                return null;
            }
            few[i] = c;
        }
        boolean trims = length > 0 && (few[0] == ' ' || few[length - 1] == ' ');
        return trims ? null : new String(few, 0, length);
    }

    /** Null when it is not UTF-8 but should be. */
    private String decode(int start, boolean utf8) {
        field.setLength(0);
        int from = skipSpaces(start);
        int to = end(from);
        boolean quoted = from < to && export[from] == '"';
        boolean wide = false;
        for (int i = quoted ? from + 1 : from; i < to; i++) {
            int c = export[i] & 255;
            wide |= c > 127;
            int following = i + 1 < to ? export[i + 1] : 0;
            if (!quoted) {
                field.append((char) c);
            } else if (c == '"') {
                if (following == '"') {
                    field.append('"');
                    i++;
                } else {
                    // What stands behind the closing quote counts as it is.
                    quoted = false;
                }
            } else if (c == '\\' && following != 0 && "\"\\nrt".indexOf(following) >= 0) {
                field.append((char)
                        (following == 'n' ? '\n' : following == 'r' ? '\r' : following == 't' ? '\t' : following));
                i++;
            } else {
                int entity = c == '&' && following == '#' ? entity(i + 2, utf8) : 0;
                wide |= entity > 0;
                i = entity > 0 ? entity : i;
                if (entity == 0) {
                    field.append((char) c);
                }
            }
        }
        String text = field.toString();
        if (wide && utf8) {
            byte[] bytes = new byte[text.length()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) text.charAt(i);
            }
            return Utf8.isValid(bytes) ? unquoted(from, to, Utf8.decode(bytes)) : null;
        }
        return unquoted(from, to, text);
    }

    private String unquoted(int from, int to, String text) {
        return from < to && export[from] == '"' ? text : text.trim();
    }

    /** Reads {@code &#233;} or {@code &#xE9;} from behind its number sign on; where it ends, 0 when it is none. */
    private int entity(int from, boolean utf8) {
        int end = from;
        while (end < export.length && export[end] != ';' && end - from < 8) {
            end++;
        }
        if (end >= export.length || export[end] != ';') {
            return 0;
        }
        boolean hex = (export[from] | 32) == 'x';
        int code = 0;
        for (int i = hex ? from + 1 : from; i < end; i++) {
            int digit = Character.digit((char) export[i], hex ? 16 : 10);
            code = digit < 0 || code > 0x10FFFF ? Integer.MAX_VALUE : code * (hex ? 16 : 10) + digit;
        }
        if (code < 1 || code > 0x10FFFF) {
            return 0;
        }
        String text = code < 0x10000
                ? String.valueOf((char) code)
                : "" + (char) (0xD7C0 + (code >> 10)) + (char) (0xDC00 + (code & 0x3FF));
        field.append(utf8 ? Utf8.latin1(Utf8.encode(text)) : text);
        return end;
    }

    /** The present byte, 0 at the end. */
    private int here() {
        return at < export.length ? export[at] & 255 : 0;
    }

    private int skipSpaces(int from) {
        int i = from;
        while (i < export.length && export[i] == ' ') {
            i++;
        }
        return i;
    }

    /** Where the field that begins here ends: at a separator, a line end or the end of the export. */
    private int end(int from) {
        int i = skipSpaces(from);
        if (i < export.length && export[i] == '"') {
            i = quoteEnd(i + 1);
        }
        while (i < export.length && export[i] != ';' && export[i] != '\r' && export[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Behind the quote that ends the text which begins here. */
    private int quoteEnd(int from) {
        int i = from;
        while (i < export.length) {
            int c = export[i++];
            int following = i < export.length ? export[i] : 0;
            if (c == '"') {
                if (following != '"') {
                    return i;
                }
                i++;
            } else if (c == '\\' && following != 0 && "\"\\nrt".indexOf(following) >= 0) {
                i++;
            }
        }
        return i;
    }
}
