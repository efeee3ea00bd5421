package com.ewon.ewonitf;

/** The event log and the realtime log. */
public class EventManager {
    public static void logEvent(String text, int level) {
        Platform.host().system().logEvent(text, level);
    }

    public static void logRTEvent(String text) {
        Platform.host().realtimeLog(text);
    }
}
