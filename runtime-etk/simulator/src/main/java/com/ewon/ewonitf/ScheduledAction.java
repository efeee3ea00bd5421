package com.ewon.ewonitf;

/** An entry of the action log. */
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

    private static final String[] NAMES = {
        "",
        "Send Mail",
        "NTP Sync",
        "Put FTP",
        "Send SMS",
        "Send Trap",
        "Dyn DNS",
        "Connect",
        "Get FTP",
        "Put HTTP",
        "Get HTTP",
        "Request HTTP",
        "Response HTTP"
    };

    private final int id;
    private final int type;
    private final int status;
    private final long start;
    private final long end;

    /** Order of the numbers INFERRED: id, type, a text, status, start, end. */
    @SuppressWarnings("unused") // the text has no getter
    public ScheduledAction(int id, int type, String text, int status, long start, long end) {
        this.id = id;
        this.type = type;
        this.status = status;
        this.start = start;
        this.end = end;
    }

    public int getId() {
        return id;
    }

    public int getType() {
        return type;
    }

    public int getStatus() {
        return status;
    }

    public String getTypeAsString() {
        return type > 0 && type < NAMES.length ? NAMES[type] : "";
    }

    public long getStartDateTime() {
        return start;
    }

    public long getEndDateTime() {
        return end;
    }
}
