package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.Export;
import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** An export as a stream, with the flaws of the gateway's (flexy-etk 1.6). */
@SuppressWarnings({"MemberName", "UnsafeFinalization"}) // no native state behind it
public class Exporter extends InputStream {
    /** Buffer of ExportTo. */
    private static final int CHUNK = 111;

    private final byte[] content;
    private final BooleanSupplier begun;
    private int position;

    public Exporter(String ebd) throws IOException {
        try {
            Export export = Platform.host().export(ebd);
            content = export.content();
            begun = export.begun();
        } catch (Refusal e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Ends as soon as available() is 0, so it may write an empty file (INFERRED). */
    public void ExportTo(String url) throws IOException {
        String path = url.startsWith("file:") ? url.substring("file:".length()).replaceFirst("^/+", "/") : url;
        byte[] buffer = new byte[CHUNK];
        long written = 0;
        try (FlashFile file = Platform.host().flash().open(path, FlashAccess.Mode.TRUNCATE)) {
            while (available() > 0) {
                int count = read(buffer, 0, buffer.length);
                file.write(written, buffer, 0, count);
                written += count;
            }
        }
    }

    /** Never tells the end, and gives bytes from 0x80 as negative numbers. */
    @Override
    @SuppressWarnings("InputStreamSlowMultibyteRead")
    public int read() throws IOException {
        Platform.host().check();
        return position < content.length ? content[position++] : 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Platform.host().check();
        if (position >= content.length) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, content.length - position);
        System.arraycopy(content, position, buffer, offset, count);
        position += count;
        return count;
    }

    /** Nothing for a while after opening: the gateway takes its time to begin. */
    @Override
    public int available() throws IOException {
        Platform.host().check();
        return begun.getAsBoolean() ? content.length - position : 0;
    }

    @Override
    public void close() throws IOException {
        position = content.length;
    }

    @Override
    @SuppressWarnings({"deprecation", "removal", "Finalize"})
    protected void finalize() {}
}
