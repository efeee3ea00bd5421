package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.Conversions.Flaw;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UTFDataFormatException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** {@code java.io.InputStreamReader} with the gateway's encodings; Latin-1 when none is named. */
public class GuestInputStreamReader extends Reader {
    private final InputStream in;
    private final Reader plain;
    private final String encoding;

    public GuestInputStreamReader(InputStream in) {
        super(in);
        this.in = in;
        this.plain = new InputStreamReader(in, StandardCharsets.ISO_8859_1);
        this.encoding = "ISO-8859-1";
    }

    public GuestInputStreamReader(InputStream in, String encoding) throws UnsupportedEncodingException {
        super(in);
        this.in = in;
        this.encoding = encoding;
        this.plain = switch (GuestStrings.Encoding.named(encoding)) {
            case ASCII, LATIN1 -> new InputStreamReader(in, StandardCharsets.ISO_8859_1);
            case LATIN9 -> new InputStreamReader(in, Charset.forName("ISO-8859-15"));
            case UTF16 -> new InputStreamReader(in, StandardCharsets.UTF_16);
            case UTF16BE -> new InputStreamReader(in, StandardCharsets.UTF_16BE);
            case UTF16LE -> new InputStreamReader(in, StandardCharsets.UTF_16LE);
            case UTF8 -> Guest.has(Flaw.UTF8_STOPS) ? null : new InputStreamReader(in, StandardCharsets.UTF_8);
        };
    }

    public String getEncoding() {
        return encoding;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        Guest.poll();
        if (plain != null) {
            return plain.read(buffer, offset, length);
        }
        int count = 0;
        while (count < length) {
            int c = utf8();
            if (c < 0) {
                return count == 0 ? -1 : count;
            }
            buffer[offset + count++] = (char) c;
            if (in.available() == 0) {
                break;
            }
        }
        return count;
    }

    /** Throws at an invalid or 4-byte sequence (flexy-vm). */
    private int utf8() throws IOException {
        int b = in.read();
        if (b < 0x80) {
            return b;
        }
        int more = b >> 5 == 6 ? 1 : b >> 4 == 14 ? 2 : -1;
        if (more < 0) {
            throw new UTFDataFormatException();
        }
        int c = more == 1 ? b & 0x1F : b & 0x0F;
        for (int k = 0; k < more; k++) {
            int next = in.read();
            if ((next & 0xC0) != 0x80) {
                throw new UTFDataFormatException();
            }
            c = (c << 6) | (next & 0x3F);
        }
        return c;
    }

    @Override
    public boolean ready() throws IOException {
        return in.available() > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
