package io.github.flexyfleet.fleet.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One statement of a BASIC script, without comments.
 *
 * @param line 1-based
 * @param text trimmed, not empty
 */
record BasicStatement(int line, String text) {
    private static final Pattern REMARK = Pattern.compile("(?i)rem(?:\\s.*)?");

    /** The statements of a script: {@code //} and {@code Rem} start a comment, colons stand between statements. */
    static List<BasicStatement> of(String script) {
        List<BasicStatement> statements = new ArrayList<>();
        int number = 0;
        for (String line : script.split("\r\n|\r|\n", -1)) {
            number++;
            for (String part : split(withoutComment(line), ':')) {
                if (REMARK.matcher(part).matches()) {
                    break;
                }
                if (!part.isEmpty()) {
                    statements.add(new BasicStatement(number, part));
                }
            }
        }
        return statements;
    }

    /** The parts between separators that stand in no string, trimmed. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quote = quoteAfter(quote, c);
            if (quote == 0 && c == separator) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    private static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            quote = quoteAfter(quote, line.charAt(i));
            if (quote == 0 && line.startsWith("//", i)) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    /** The quote that a string is open with behind a character, 0 outside. Both kinds start a string (flexy-etk 8). */
    private static char quoteAfter(char open, char c) {
        if (open == 0) {
            return c == '"' || c == '\'' ? c : 0;
        }
        return c == open ? 0 : open;
    }
}
