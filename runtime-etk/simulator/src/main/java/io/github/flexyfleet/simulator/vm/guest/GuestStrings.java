package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.Conversions.Flaw;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Characters and bytes as the gateway's VM converts them, wrong answers included (flexy-vm). */
public final class GuestStrings {
    private GuestStrings() {}

    /** {@code String.getBytes()}: Latin-1. */
    public static byte[] getBytes(String text) {
        return latin1(text);
    }

    /** {@code String.getBytes(String)}. */
    public static byte[] getBytes(String text, String encoding) throws UnsupportedEncodingException {
        Encoding found = Encoding.named(encoding);
        return switch (found) {
            case ASCII -> Guest.has(Flaw.LOW_BYTES) ? lowBytes(text) : text.getBytes(StandardCharsets.US_ASCII);
            case LATIN1 -> latin1(text);
            case UTF8 -> utf8(text);
            case LATIN9 -> text.getBytes(Charset.forName("ISO-8859-15"));
            case UTF16 -> text.getBytes(StandardCharsets.UTF_16);
            case UTF16BE -> text.getBytes(StandardCharsets.UTF_16BE);
            case UTF16LE -> text.getBytes(StandardCharsets.UTF_16LE);
        };
    }

    /** {@code new String(byte[])}. */
    public static String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** {@code new String(byte[], int, int)}. */
    public static String decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    /** {@code new String(byte[], String)}. */
    public static String decode(byte[] bytes, String encoding) throws UnsupportedEncodingException {
        return decode(bytes, 0, bytes.length, encoding);
    }

    /** {@code new String(byte[], int, int, String)}. */
    public static String decode(byte[] bytes, int offset, int length, String encoding)
            throws UnsupportedEncodingException {
        Encoding found = Encoding.named(encoding);
        return switch (found) {
            case ASCII, LATIN1 -> new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            case UTF8 ->
                Guest.has(Flaw.UTF8_STOPS)
                        ? fromUtf8(bytes, offset, length)
                        : new String(bytes, offset, length, StandardCharsets.UTF_8);
            case LATIN9 -> new String(bytes, offset, length, Charset.forName("ISO-8859-15"));
            case UTF16 -> new String(bytes, offset, length, StandardCharsets.UTF_16);
            case UTF16BE -> new String(bytes, offset, length, StandardCharsets.UTF_16BE);
            case UTF16LE -> new String(bytes, offset, length, StandardCharsets.UTF_16LE);
        };
    }

    /** {@code ByteArrayOutputStream.toString()}. */
    public static String text(ByteArrayOutputStream stream) {
        return decode(stream.toByteArray());
    }

    /** The writer that {@code new PrintWriter(OutputStream)} uses. */
    public static Writer writer(OutputStream stream) {
        return new GuestOutputStreamWriter(stream);
    }

    private static byte[] latin1(String text) {
        return Guest.has(Flaw.LOW_BYTES) ? lowBytes(text) : text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] lowBytes(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }

    /** With both flaws each UTF-16 unit stands on its own, so that a pair takes 6 bytes, and U+0000 takes two. */
    private static byte[] utf8(String text) {
        boolean pairs = Guest.has(Flaw.UTF8_PAIRS);
        int ones = Guest.has(Flaw.UTF8_ZERO) ? 1 : 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() * 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ones && c < 0x80) {
                out.write(c);
            } else if (!pairs && Character.isSurrogate(c)) {
                boolean whole = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                out.writeBytes(text.substring(i, whole ? i + 2 : i + 1).getBytes(StandardCharsets.UTF_8));
                i += whole ? 1 : 0;
            } else if (c < 0x800) {
                out.write(0xC0 | (c >> 6));
                out.write(0x80 | (c & 0x3F));
            } else {
                out.write(0xE0 | (c >> 12));
                out.write(0x80 | ((c >> 6) & 0x3F));
                out.write(0x80 | (c & 0x3F));
            }
        }
        return out.toByteArray();
    }

    /** Stops without a word at the first sequence that is wrong or has four bytes. */
    private static String fromUtf8(byte[] bytes, int offset, int length) {
        StringBuilder text = new StringBuilder(length);
        int end = offset + length;
        int i = offset;
        while (i < end) {
            int b = bytes[i] & 0xFF;
            int more = b < 0x80 ? 0 : b >> 5 == 6 ? 1 : b >> 4 == 14 ? 2 : -1;
            if (more < 0 || i + more >= end) {
                break;
            }
            int c = more == 0 ? b : more == 1 ? b & 0x1F : b & 0x0F;
            boolean right = true;
            for (int k = 1; k <= more; k++) {
                right &= (bytes[i + k] & 0xC0) == 0x80;
                c = (c << 6) | (bytes[i + k] & 0x3F);
            }
            if (!right) {
                break;
            }
            text.append((char) c);
            i += more + 1;
        }
        return text.toString();
    }

    /** The encodings that the gateway has (flexy-etk 2.1). */
    enum Encoding {
        ASCII,
        LATIN1,
        LATIN9,
        UTF8,
        UTF16,
        UTF16BE,
        UTF16LE;

        static Encoding named(String name) throws UnsupportedEncodingException {
            return switch (name.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "")) {
                case "ASCII", "USASCII" -> ASCII;
                case "ISO88591", "88591", "LATIN1" -> LATIN1;
                case "ISO885915", "885915" -> LATIN9;
                case "UTF8" -> UTF8;
                case "UTF16", "UNICODE" -> UTF16;
                case "UTF16BE", "UNICODEBIG" -> UTF16BE;
                case "UTF16LE", "UNICODELITTLE" -> UTF16LE;
                default -> throw new UnsupportedEncodingException(name);
            };
        }
    }
}
