package io.github.flexyfleet.simulator.vm.bridge;

import java.io.Closeable;
import java.io.IOException;

/** An open file of the gateway, addressed by position. */
public interface FlashFile extends Closeable {
    /** Reads up to {@code length} bytes from {@code position}; -1 at the end. */
    int read(long position, byte[] buffer, int offset, int length) throws IOException;

    /** Writes all bytes at {@code position}; IOException when the partition is full. */
    void write(long position, byte[] buffer, int offset, int length) throws IOException;

    /** Size in bytes. */
    long length() throws IOException;

    /** Cuts or extends. */
    void setLength(long length) throws IOException;

    /** Forces the written bytes to the flash. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
