package io.github.flexyfleet.simulator.vm.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.io.Writer;

/** {@code java.io.OutputStreamWriter} with the gateway's encodings; Latin-1 when none is named. */
public class GuestOutputStreamWriter extends Writer {
    private final OutputStream out;
    private final String encoding;

    public GuestOutputStreamWriter(OutputStream out) {
        super(out);
        this.out = out;
        this.encoding = "ISO-8859-1";
    }

    public GuestOutputStreamWriter(OutputStream out, String encoding) throws UnsupportedEncodingException {
        super(out);
        GuestStrings.Encoding.named(encoding);
        this.out = out;
        this.encoding = encoding;
    }

    public String getEncoding() {
        return encoding;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        Guest.poll();
        out.write(GuestStrings.getBytes(new String(chars, offset, length), encoding));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
