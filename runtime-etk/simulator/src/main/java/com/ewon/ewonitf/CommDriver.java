package com.ewon.ewonitf;

import java.io.IOException;

/** Serial ports; a virtual gateway has none. */
@SuppressWarnings("DoNotCallSuggester")
public class CommDriver {
    private static IOException none() {
        return new IOException("no serial port");
    }

    public static void configuretimeoutsImpl(int handle, int first, int second) throws IOException {
        throw none();
    }

    public static int openByNumberImpl(int number, int first, int second) throws IOException {
        throw none();
    }

    public static int openByNameImpl(String name, int first, int second) throws IOException {
        throw none();
    }

    public static void configurePortImpl(int handle, int first, int second) throws IOException {
        throw none();
    }

    public static void closeImpl(int handle) throws IOException {
        throw none();
    }

    public static int availableImpl(int handle) throws IOException {
        throw none();
    }

    public static int getTxBufferUsedImpl(int handle) throws IOException {
        throw none();
    }

    public static void setBreakImpl(int handle, boolean on) throws IOException {
        throw none();
    }

    public static void setModemSignalImpl(int handle, int signal, boolean on) throws IOException {
        throw none();
    }

    public static int getModemSignalImpl(int handle, int signal) throws IOException {
        throw none();
    }

    public static int readBytesImpl(int handle, byte[] buffer, int offset, int length) throws IOException {
        throw none();
    }

    public static int writeBytesImpl(int handle, byte[] buffer, int offset, int length) throws IOException {
        throw none();
    }
}
