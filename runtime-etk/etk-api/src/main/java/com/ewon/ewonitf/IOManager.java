package com.ewon.ewonitf;

/** Reads and writes tags by name, drives the LEDs. */
public class IOManager {
    public static final int COLOR_OFF = 0;
    public static final int COLOR_GREEN = 1;
    public static final int COLOR_RED = 2;

    public static native float readTagAsFloat(String name);

    public static native double readTagAsDouble(String name);

    public static native long readTagAsLong(String name);

    public static native int readTagAsInt(String name);

    public static native String readTagAsString(String name);

    public static native float readTag(String name);

    public static native void writeTag(String name, float value);

    public static native void writeTag(String name, double value);

    public static native void writeTag(String name, long value);

    public static native void writeTag(String name, int value);

    public static native void writeTag(String name, String value);

    public static native int getNbTags();

    public static native void setUserLed(int color);

    public static native void setModemLed(int color);

    public static native boolean readButton();

    public static native void userLedJvmCtrl(boolean byJvm);

    public static native void modemLedJvmCtrl(boolean byJvm);
}
