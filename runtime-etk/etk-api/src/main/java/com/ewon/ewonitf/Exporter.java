package com.ewon.ewonitf;

import java.io.IOException;
import java.io.InputStream;

/** Reads an export block; the single byte form of read does not work on the device. */
public class Exporter extends InputStream {
    public Exporter(String ebd) throws IOException {}

    public void ExportTo(String url) throws IOException {
        throw new RuntimeException("compile-only");
    }

    public int read() throws IOException {
        throw new RuntimeException("compile-only");
    }

    public int read(byte[] buffer, int offset, int length) throws IOException {
        throw new RuntimeException("compile-only");
    }

    public int available() throws IOException {
        throw new RuntimeException("compile-only");
    }

    public void close() throws IOException {
        throw new RuntimeException("compile-only");
    }

    protected native void finalize();
}
