package com.ewon.ewonitf;

/** One entry of the log of scheduled actions. */
public class ScheduledAction {
    public static final byte SEND_MAIL = 1;
    public static final byte NTP_SYNC = 2;
    public static final byte PUT_FTP = 3;
    public static final byte SEND_SMS = 4;
    public static final byte SEND_TRAP = 5;
    public static final byte DYN_DNS = 6;
    public static final byte CONNECT = 7;
    public static final byte GET_FTP = 8;
    public static final byte PUT_HTTP = 9;
    public static final byte GET_HTTP = 10;
    public static final byte REQUEST_HTTP = 11;
    public static final byte RESPONSE_HTTP = 12;

    public ScheduledAction(int id, int type, String typeAsString, int status, long start, long end) {}

    public int getId() {
        throw new RuntimeException("compile-only");
    }

    public int getType() {
        throw new RuntimeException("compile-only");
    }

    public int getStatus() {
        throw new RuntimeException("compile-only");
    }

    public String getTypeAsString() {
        throw new RuntimeException("compile-only");
    }

    public long getStartDateTime() {
        throw new RuntimeException("compile-only");
    }

    public long getEndDateTime() {
        throw new RuntimeException("compile-only");
    }
}
