package com.ewon.ewonitf;

/** A received SMS. */
public class SmsMessage {
    public SmsMessage(long index, String from, long time, String message) {}

    public long getSmsNdx() {
        throw new RuntimeException("compile-only");
    }

    public long getSmsDataTime() {
        throw new RuntimeException("compile-only");
    }

    public String getSmsFrom() {
        throw new RuntimeException("compile-only");
    }

    public String getSmsMessage() {
        throw new RuntimeException("compile-only");
    }
}
