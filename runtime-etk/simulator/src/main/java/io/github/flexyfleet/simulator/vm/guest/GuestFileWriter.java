package io.github.flexyfleet.simulator.vm.guest;

import java.io.IOException;

/** {@code java.io.FileWriter}. */
public class GuestFileWriter extends GuestOutputStreamWriter {
    public GuestFileWriter(String path) throws IOException {
        this(path, false);
    }

    public GuestFileWriter(String path, boolean append) throws IOException {
        super(new GuestFileOutputStream(path, append));
    }

    public GuestFileWriter(GuestFile path) throws IOException {
        this(path.getPath(), false);
    }

    public GuestFileWriter(GuestFile path, boolean append) throws IOException {
        this(path.getPath(), append);
    }
}
