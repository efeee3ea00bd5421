package com.ewon.ewonitf;

/** Writes the event log and the real-time log. */
public class EventManager {
    public static native void logEvent(String text, int level);

    public static native void logRTEvent(String text);
}
