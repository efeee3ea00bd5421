package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.bridge.TagAccess;

/** Tags by name, the user LED and the button. An unknown tag reads as 0 and takes no value. */
public class IOManager {
    public static final int COLOR_OFF = 0;
    public static final int COLOR_GREEN = 1;
    public static final int COLOR_RED = 2;

    private static TagAccess tags() {
        return Platform.host().tags();
    }

    public static float readTagAsFloat(String name) {
        return (float) readTagAsDouble(name);
    }

    public static double readTagAsDouble(String name) {
        return tags().number(tags().idOf(name));
    }

    public static long readTagAsLong(String name) {
        return (long) readTagAsDouble(name);
    }

    public static int readTagAsInt(String name) {
        return (int) readTagAsLong(name);
    }

    public static String readTagAsString(String name) {
        return tags().text(tags().idOf(name));
    }

    public static float readTag(String name) {
        return readTagAsFloat(name);
    }

    public static void writeTag(String name, float value) {
        writeTag(name, (double) value);
    }

    public static void writeTag(String name, double value) {
        try {
            tags().write(tags().idOf(name), value);
        } catch (Refusal e) {
            Platform.host().realtimeLog(e.getMessage());
        }
    }

    public static void writeTag(String name, long value) {
        writeTag(name, (double) value);
    }

    public static void writeTag(String name, int value) {
        writeTag(name, (double) value);
    }

    public static void writeTag(String name, String value) {
        try {
            tags().write(tags().idOf(name), value);
        } catch (Refusal e) {
            Platform.host().realtimeLog(e.getMessage());
        }
    }

    public static int getNbTags() {
        return tags().count();
    }

    public static void setUserLed(int color) {
        Platform.host().check();
    }

    public static void setModemLed(int color) {
        Platform.host().check();
    }

    public static boolean readButton() {
        return false;
    }

    public static void userLedJvmCtrl(boolean enabled) {
        Platform.host().check();
    }

    public static void modemLedJvmCtrl(boolean enabled) {
        Platform.host().check();
    }
}
