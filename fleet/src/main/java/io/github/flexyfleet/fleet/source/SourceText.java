package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.reader.StreamReader;

/** Bytes of a file to text: UTF-8, printable characters only. */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Where SnakeYAML begins a new line; all places in a file count the same lines. */
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

    private SourceText() {}

    /** The text of a YAML file: a byte order mark is a finding. */
    static Optional<String> yaml(String label, byte[] bytes, Findings findings) {
        return decode(label, bytes, findings)
                .map(text -> {
                    if (!marked(text)) {
                        return text;
                    }
                    findings.add(
                            FindingCode.BYTE_ORDER_MARK, Span.startOf(label), "the file starts with a byte order mark");
                    return text.substring(1);
                })
                .filter(text -> allPrintable(label, text, FindingCode.YAML_SYNTAX, "YAML", findings));
    }

    /** The text of a CSV file: spreadsheets write a byte order mark. */
    static Optional<String> csv(String label, byte[] bytes, Findings findings) {
        return decode(label, bytes, findings)
                .map(text -> marked(text) ? text.substring(1) : text)
                .filter(text -> allPrintable(label, text, FindingCode.CSV_SYNTAX, "a device table", findings));
    }

    private static boolean marked(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    }

    private static Optional<String> decode(String label, byte[] bytes, Findings findings) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            findings.add(
                    FindingCode.NOT_UTF8,
                    place(label, text, text.length()),
                    "the bytes from here on are not UTF-8" + (utf16(bytes) ? " but UTF-16" : ""));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static boolean utf16(byte[] bytes) {
        return bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
    }

    private static boolean allPrintable(
            String label, String text, FindingCode code, String language, Findings findings) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                findings.add(
                        code,
                        place(label, text, i),
                        String.format("the character U+%04X cannot stand in %s", c, language),
                        "remove it");
                return false;
            }
        }
        return true;
    }

    private static Span place(String label, String text, int index) {
        int line = 1;
        int lineStart = 0;
        Matcher ends = LINE_END.matcher(text).region(0, index);
        while (ends.find()) {
            line++;
            lineStart = ends.end();
        }
        return new Span(label, line, text.codePointCount(lineStart, index) + 1);
    }

    /**
     * A line of a text, without its end.
     *
     * @param number from 0
     */
    static String line(String text, int number) {
        String[] lines = LINE_END.split(text, number + 2);
        return number < lines.length ? lines[number] : "";
    }
}
