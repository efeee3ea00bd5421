package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a file of the gateway; errors come at the end (flexy-etk 1.6). Of the root files a rehearsal has the BASIC
 * program only.
 */
@SuppressWarnings("MemberName")
public class Loader extends OutputStream {
    private final String file;
    private boolean loaded;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    public Loader(String file) throws IOException {
        this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
        content.write(b);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        content.write(buffer, offset, length);
    }

    @Override
    public void flush() throws IOException {
        byte[] bytes = content.toByteArray();
        if (file.lastIndexOf('/') == 0) {
            load(bytes);
            return;
        }
        try (FlashFile target = Platform.host().flash().open(file, FlashAccess.Mode.TRUNCATE)) {
            target.write(0, bytes, 0, bytes.length);
        }
    }

    /** Once: what was flushed is not loaded again by close. */
    private void load(byte[] bytes) throws IOException {
        if (loaded) {
            return;
        }
        try {
            Platform.host().system().load(file, bytes);
        } catch (Refusal e) {
            throw new IOException(e.getMessage());
        }
        loaded = true;
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    public void LoadFrom(String url) throws IOException {
        String path = url.startsWith("file:") ? url.substring("file:".length()).replaceFirst("^/+", "/") : url;
        byte[] buffer = new byte[1024];
        try (FlashFile source = Platform.host().flash().open(path, FlashAccess.Mode.READ)) {
            long position = 0;
            for (int count = source.read(0, buffer, 0, buffer.length);
                    count > 0;
                    count = source.read(position, buffer, 0, buffer.length)) {
                content.write(buffer, 0, count);
                position += count;
            }
        }
    }

    @Override
    @SuppressWarnings({"deprecation", "removal", "Finalize"})
    protected void finalize() {}
}
