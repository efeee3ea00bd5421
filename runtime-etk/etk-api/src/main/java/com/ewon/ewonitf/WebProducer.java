package com.ewon.ewonitf;

import java.io.IOException;
import java.io.OutputStream;

/** Answers a web request. */
public class WebProducer extends OutputStream {
    public void setEventHandler(int eventHandler) {
        throw new RuntimeException("compile-only");
    }

    public void write(int b) throws IOException {
        throw new RuntimeException("compile-only");
    }

    public void write(byte[] buffer, int offset, int length) throws IOException {
        throw new RuntimeException("compile-only");
    }

    public void setWebHeader(String contentType) {
        throw new RuntimeException("compile-only");
    }

    public void setWebVar(String name, String value) {
        throw new RuntimeException("compile-only");
    }

    public String getWebVar(String name, String fallback) {
        throw new RuntimeException("compile-only");
    }

    public static native String escapePath(String path);

    public static native String unescapePath(String path);

    public void produceAstPage(String page) {
        throw new RuntimeException("compile-only");
    }
}
