package com.ewon.ewonitf;

import java.io.IOException;

/** Serial ports. */
public class CommDriver {
    public static native void configuretimeoutsImpl(int port, int first, int second) throws IOException;

    public static native int openByNumberImpl(int port, int first, int second) throws IOException;

    public static native int openByNameImpl(String name, int first, int second) throws IOException;

    public static native void configurePortImpl(int port, int first, int second) throws IOException;

    public static native void closeImpl(int port) throws IOException;

    public static native int availableImpl(int port) throws IOException;

    public static native int getTxBufferUsedImpl(int port) throws IOException;

    public static native void setBreakImpl(int port, boolean on) throws IOException;

    public static native void setModemSignalImpl(int port, int signal, boolean on) throws IOException;

    public static native int getModemSignalImpl(int port, int signal) throws IOException;

    public static native int readBytesImpl(int port, byte[] buffer, int offset, int length) throws IOException;

    public static native int writeBytesImpl(int port, byte[] buffer, int offset, int length) throws IOException;
}
