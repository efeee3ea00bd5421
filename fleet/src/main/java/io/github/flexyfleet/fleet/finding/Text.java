package io.github.flexyfleet.fleet.finding;

/** How pieces of the input are shown in findings. */
public final class Text {
    private static final int SHOWN = 60;

    private Text() {}

    /** The text in double quotes, cut when it is long. */
    public static String quote(String text) {
        int shown = text.codePointCount(0, text.length()) > SHOWN ? text.offsetByCodePoints(0, SHOWN) : text.length();
        String cut = text.substring(0, shown).replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + cut + (shown < text.length() ? "..." : "") + '"';
    }

    /** The text with control characters and line separators as {@code \\uXXXX}. */
    public static String oneLine(String text) {
        if (text.codePoints().noneMatch(Text::hidden)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            if (hidden(c)) {
                out.append(String.format("\\u%04X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    // Format characters (bidirectional overrides) are hidden too: they make a line read as what it is not.
    private static boolean hidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
