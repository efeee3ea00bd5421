package io.github.flexyfleet.simulator.vm.bridge;

/**
 * An event for the VM's event loop (flexy-etk 1.1).
 *
 * @param type event type code, see the constants
 * @param handle handle of this event, until it is closed
 * @param param name of the web form, or empty
 * @param reference tag id, or client handle
 * @param time when it happened, milliseconds since 1970 in UTC
 * @param value new value of a tag
 */
public record Event(int type, int handle, String param, int reference, long time, double value) {
    public static final int WAN = 1;
    public static final int WEB_FORM = 2;
    public static final int AST = 3;
    public static final int PPP = 4;
    public static final int VPN = 5;
    public static final int BUTTON = 6;
    public static final int SMS = 7;
    public static final int SWITCH_PORT = 8;
    public static final int TAG_VALUE = 9;
    public static final int TAG_ALARM = 10;
    public static final int IO_SERVER = 11;
    public static final int MQTT_MESSAGE = 12;
    public static final int MQTT_STATUS = 13;
}
