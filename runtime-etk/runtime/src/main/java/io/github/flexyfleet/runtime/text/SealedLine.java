package io.github.flexyfleet.runtime.text;

import java.util.zip.CRC32;

/** A line of ASCII on flash that shows whether it is whole: its CRC-32 stands at its end. */
public final class SealedLine {
    private SealedLine() {}

    /** The bytes of a line of words. */
    public static byte[] seal(String words) {
        String line = words + ' ';
        return Utf8.encode(line + crc(line) + '\n');
    }

    /** The words of a line with a space behind them; null when a bit of it is different. */
    public static String open(byte[] bytes) {
        String line = Utf8.latin1(bytes);
        int end = line.lastIndexOf(' ') + 1;
        String words = line.substring(0, end);
        return end > 0 && line.substring(end).equals(crc(words) + '\n') ? words : null;
    }

    private static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(Utf8.encode(text));
        return Long.toString(crc.getValue());
    }
}
