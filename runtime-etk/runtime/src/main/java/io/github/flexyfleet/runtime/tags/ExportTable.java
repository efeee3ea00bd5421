package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Utf8;
import java.util.ArrayList;

/**
 * Reads the table of an export (flexy-etk 5): fields divided by {@code ;}, strings in quotes, lines ended by CRLF or LF,
 * perhaps empty lines before the header. In quotes a quote is doubled or escaped by a backslash, a line can end, and
 * {@code &#233;} stands for a character (talk2m-m2web 5). Text that is not UTF-8 is taken as Latin-1, the charset of old
 * firmware (flexy-etk 9). Not thread-safe.
 */
final class ExportTable {
    private final String text;
    private final StringBuffer field = new StringBuffer();
    private final String[] header;
    private int at;

    ExportTable(byte[] export) {
        text = Utf8.isValid(export) ? Utf8.decode(export) : Utf8.latin1(export);
        // A byte order mark is no part of the first header.
        at = text.startsWith("\uFEFF") ? 1 : 0;
        String[] first = next();
        header = first == null ? new String[0] : first;
    }

    /** Index of the column with that header in any case; the fallback when no column has it. */
    int column(String name, int fallback) {
        for (int i = 0; i < header.length; i++) {
            if (header[i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return fallback;
    }

    /** Fields of the next line that is not empty, or null at the end. */
    String[] next() {
        while (at < text.length()) {
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
            fields.add(field());
            char end = at < text.length() ? text.charAt(at++) : '\n';
            if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            if (end != ';') {
                return (String[]) fields.toArray(new String[fields.size()]);
            }
        }
    }

    /** Reads up to the separator or line end, which stays. */
    private String field() {
        field.setLength(0);
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            quoted();
            plain();
            return field.toString();
        }
        plain();
        return field.toString().trim();
    }

    private void plain() {
        while (at < text.length() && ";\r\n".indexOf(text.charAt(at)) < 0) {
            field.append(text.charAt(at++));
        }
    }

    private void quoted() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            char following = at < text.length() ? text.charAt(at) : 0;
            if (c == '"') {
                if (following != '"') {
                    return;
                }
                at++;
                field.append(c);
            } else if (c == '\\' && "\"\\nrt".indexOf(following) >= 0 && following != 0) {
                at++;
                field.append(following == 'n' ? '\n' : following == 'r' ? '\r' : following == 't' ? '\t' : following);
            } else if (c != '&' || !entity()) {
                field.append(c);
            }
        }
    }

    /** Reads what follows the ampersand of {@code &#233;} or {@code &#xE9;}; false leaves the text as it is. */
    private boolean entity() {
        int end = text.indexOf(';', at);
        if (end < at + 2 || end > at + 9 || text.charAt(at) != '#') {
            return false;
        }
        boolean hex = text.charAt(at + 1) == 'x' || text.charAt(at + 1) == 'X';
        long code = hex ? hex(text.substring(at + 2, end)) : Names.number(text.substring(at + 1, end), 0x10FFFF);
        if (code < 1 || code > 0x10FFFF) {
            return false;
        }
        if (code >= 0x10000) {
            field.append((char) (0xD800 + ((code - 0x10000) >> 10))).append((char) (0xDC00 + (code & 0x3FF)));
        } else {
            field.append((char) code);
        }
        at = end + 1;
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
