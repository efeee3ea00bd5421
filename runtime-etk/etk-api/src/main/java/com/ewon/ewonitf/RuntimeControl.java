package com.ewon.ewonitf;

/** Starts, stops and watches the virtual machine and the gateway. */
public class RuntimeControl {
    private RuntimeControl() {}

    public static native void setAutoCloseJAR(int mode);

    public static native int getAutoCloseJAR();

    public static native void configureNextRunCommand(String command);

    public static native void configureAppWatchdog(int minutes);

    public static native void refreshWatchdog();

    public static native void reboot();

    public static native void shutdown();
}
