package com.ewon.ewonitf;

/** Clock and uptime; time in ms UTC, uptime in seconds. */
public class EwonSystem {
    public static native void setTime(long msUtc);

    public static native long getSysUpTime();

    public static native int getDirectInfoLong(String name) throws EWException;
}
