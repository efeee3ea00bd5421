package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;

/** {@code java.io.FileOutputStream}. */
public class GuestFileOutputStream extends OutputStream {
    private final FlashFile file;
    private long position;

    public GuestFileOutputStream(String path) throws FileNotFoundException {
        this(path, false);
    }

    public GuestFileOutputStream(String path, boolean append) throws FileNotFoundException {
        file = GuestRandomAccessFile.open(path, append ? FlashAccess.Mode.READ_WRITE : FlashAccess.Mode.TRUNCATE);
        try {
            position = append ? file.length() : 0;
        } catch (IOException e) {
            throw GuestRandomAccessFile.notFound(path, e);
        }
    }

    public GuestFileOutputStream(GuestFile path) throws FileNotFoundException {
        this(path.getPath(), false);
    }

    public GuestFileOutputStream(GuestFile path, boolean append) throws FileNotFoundException {
        this(path.getPath(), append);
    }

    public final GuestFileDescriptor getFD() {
        return new GuestFileDescriptor(file);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        Guest.poll();
        file.write(position, buffer, offset, length);
        position += length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
