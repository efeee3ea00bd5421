package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** {@code java.io.FileInputStream}. */
public class GuestFileInputStream extends InputStream {
    private final FlashFile file;
    private long position;

    public GuestFileInputStream(String path) throws FileNotFoundException {
        this.file = GuestRandomAccessFile.open(path, FlashAccess.Mode.READ);
    }

    public GuestFileInputStream(GuestFile path) throws FileNotFoundException {
        this(path.getPath());
    }

    public final GuestFileDescriptor getFD() {
        return new GuestFileDescriptor(file);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Guest.poll();
        int count = file.read(position, buffer, offset, length);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = Math.max(0, Math.min(count, file.length() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        Guest.poll();
        return (int) Math.min(Integer.MAX_VALUE, file.length() - position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
