package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;
import java.util.ArrayList;

/**
 * Reads the table of an export (flexy-etk 5): fields divided by {@code ;}, strings in quotes, lines ended by CRLF or LF,
 * perhaps empty lines before the header. In quotes a quote is doubled or escaped by a backslash, a line can end, and
 * {@code &#233;} stands for a character (talk2m-m2web 5). Text that is not UTF-8 is taken as Latin-1, the charset of old
 * firmware (flexy-etk 9). The export stays bytes and only the columns that are asked for become text: a tag list of
 * 5,000 tags has 300,000 fields, and the heap is small. Not thread-safe.
 */
final class ExportTable {
    private final byte[] export;
    private final boolean utf8;
    private final StringBuffer field = new StringBuffer();
    private final String[] header;
    private boolean[] wanted;
    private boolean skipping;
    private boolean wide;
    private boolean ended;
    private int at;

    /**
     * Reads the header.
     *
     * @throws IOException when there is none, as in an error page or an export that was cut off
     */
    ExportTable(byte[] export) throws IOException {
        this.export = export;
        utf8 = Utf8.isValid(export);
        // A byte order mark is no part of the first header.
        at = utf8 && here() == 0xEF && export.length > 2 && export[1] == (byte) 0xBB ? 3 : 0;
        header = next();
        if (header == null || header.length < 2) {
            throw new IOException("no table");
        }
    }

    /** Index of the column with that header in any case; the fallback when no column has it. It will have its text. */
    int column(String name, int fallback) {
        int column = fallback;
        for (int i = 0; i < header.length; i++) {
            if (header[i].equalsIgnoreCase(name)) {
                column = i;
                break;
            }
        }
        if (wanted == null) {
            wanted = new boolean[Math.max(header.length, 128)];
        }
        wanted[column] = true;
        return column;
    }

    /** Whether the last line read has a field there that is whole even if the export was cut off. */
    boolean isWhole(String[] fields, int column) {
        int last = fields.length - 1;
        return column < last || column == last && (ended || column == header.length - 1);
    }

    /**
     * Fields of the next line that is not empty, or null at the end. Once a column was asked for, the fields of all
     * others are empty.
     */
    String[] next() {
        while (at < export.length) {
            String[] fields = line();
            if (fields.length > 1 || fields[0].length() > 0) {
                return fields;
            }
        }
        return null;
    }

    /** A field by its index, empty when the line is too short. */
    static String get(String[] fields, int index) {
        return index < fields.length ? fields[index] : "";
    }

    private String[] line() {
        ArrayList fields = new ArrayList();
        while (true) {
            skipping = wanted != null && (fields.size() >= wanted.length || !wanted[fields.size()]);
            fields.add(field());
            ended = at < export.length;
            int end = ended ? here() : '\n';
            at++;
            if (end == '\r' && here() == '\n') {
                at++;
            }
            if (end != ';') {
                return (String[]) fields.toArray(new String[fields.size()]);
            }
        }
    }

    /** The present byte, 0 at the end. */
    private int here() {
        return at < export.length ? export[at] & 255 : 0;
    }

    /** Reads up to the separator or line end, which stays. */
    private String field() {
        field.setLength(0);
        wide = false;
        while (here() == ' ') {
            at++;
        }
        if (here() == '"') {
            at++;
            quoted();
            plain();
            return text();
        }
        plain();
        return text().trim();
    }

    private void append(int c) {
        if (!skipping) {
            field.append((char) c);
            wide |= c > 127;
        }
    }

    /** The field; in UTF-8 its characters are bytes up to here. */
    private String text() {
        if (!utf8 || !wide) {
            return field.toString();
        }
        byte[] bytes = new byte[field.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) field.charAt(i);
        }
        return Utf8.decode(bytes);
    }

    private void plain() {
        while (at < export.length && here() != ';' && here() != '\r' && here() != '\n') {
            append(here());
            at++;
        }
    }

    private void quoted() {
        while (at < export.length) {
            int c = here();
            at++;
            int following = here();
            if (c == '"') {
                if (following != '"') {
                    return;
                }
                at++;
                append(c);
            } else if (c == '\\' && following != 0 && "\"\\nrt".indexOf(following) >= 0) {
                at++;
                append(following == 'n' ? '\n' : following == 'r' ? '\r' : following == 't' ? '\t' : following);
            } else if (c != '&' || !entity()) {
                append(c);
            }
        }
    }

    /** Reads what follows the ampersand of {@code &#233;} or {@code &#xE9;}; false leaves the text as it is. */
    private boolean entity() {
        if (here() != '#') {
            return false;
        }
        StringBuffer digits = new StringBuffer(8);
        int end = at + 1;
        while (end < export.length && export[end] != ';' && digits.length() < 8) {
            digits.append((char) export[end++]);
        }
        if (end >= export.length || export[end] != ';' || digits.length() == 0) {
            return false;
        }
        char first = digits.charAt(0);
        String number = digits.toString();
        long code = first == 'x' || first == 'X' ? hex(number.substring(1)) : Names.number(number, 0x10FFFF);
        if (code < 1 || code > 0x10FFFF) {
            return false;
        }
        at = end + 1;
        String text = code < 0x10000
                ? String.valueOf((char) code)
                : "" + (char) (0xD7C0 + (code >> 10)) + (char) (0xDC00 + (code & 0x3FF));
        String chars = utf8 ? Utf8.latin1(Utf8.encode(text)) : text;
        for (int i = 0; i < chars.length(); i++) {
            append(chars.charAt(i));
        }
        return true;
    }

    private static long hex(String digits) {
        long code = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return digits.length() == 0 ? -1 : code;
    }
}
