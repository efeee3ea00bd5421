package com.ewon.ewonitf;

/** A received SMS. */
public class SmsMessage {
    private final long index;
    private final String from;
    private final long time;
    private final String message;

    public SmsMessage(long index, String from, long time, String message) {
        this.index = index;
        this.from = from;
        this.time = time;
        this.message = message;
    }

    public long getSmsNdx() {
        return index;
    }

    public long getSmsDataTime() {
        return time;
    }

    public String getSmsFrom() {
        return from;
    }

    public String getSmsMessage() {
        return message;
    }
}
