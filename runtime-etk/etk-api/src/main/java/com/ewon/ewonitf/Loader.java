package com.ewon.ewonitf;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a file of the gateway's root, such as its configuration. */
public class Loader extends OutputStream {
    public Loader(String file) throws IOException {}

    public void write(int b) throws IOException {
        throw new RuntimeException("compile-only");
    }

    public void write(byte[] buffer, int offset, int length) throws IOException {
        throw new RuntimeException("compile-only");
    }

    public void flush() throws IOException {
        throw new RuntimeException("compile-only");
    }

    public void close() throws IOException {
        throw new RuntimeException("compile-only");
    }

    public void LoadFrom(String url) throws IOException {
        throw new RuntimeException("compile-only");
    }

    protected native void finalize();
}
