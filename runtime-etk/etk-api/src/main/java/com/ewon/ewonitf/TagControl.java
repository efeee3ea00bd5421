package com.ewon.ewonitf;

/** Access to one tag by id, index or name. */
public class TagControl {
    public static final byte BY_NDX = 0;
    public static final byte BY_ID = 1;
    public static final int ALARM_STATUS_NONE = 0;
    public static final int ALARM_STATUS_ALM = 2;
    public static final int ALARM_STATUS_ACK = 3;
    public static final int ALARM_STATUS_RTN = 4;
    public static final int ALARM_TYPE_NONE = 0;
    public static final int ALARM_TYPE_HIGH = 1;
    public static final int ALARM_TYPE_LOW = 2;
    public static final int ALARM_TYPE_LEVEL = 3;
    public static final int ALARM_TYPE_HIGH_HIGH = 4;
    public static final int ALARM_TYPE_LOW_LOW = 5;

    public TagControl() {}

    public TagControl(int tagId) {}

    public TagControl(int refType, int ref) throws EWException {}

    public TagControl(String name) throws EWException {}

    public int getTagId() {
        throw new RuntimeException("compile-only");
    }

    public String getTagName() {
        throw new RuntimeException("compile-only");
    }

    public synchronized double getTagValueAsDouble() {
        throw new RuntimeException("compile-only");
    }

    public synchronized long getTagValueAsLong() {
        throw new RuntimeException("compile-only");
    }

    public synchronized int getTagValueAsInt() {
        throw new RuntimeException("compile-only");
    }

    public synchronized String getTagValueAsString() {
        throw new RuntimeException("compile-only");
    }

    public synchronized void setTagValueAsDouble(double value) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized void setTagValueAsLong(long value) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized void setTagValueAsInt(int value) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized void setTagValueAsString(String value) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized void logTag() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized void ackAlarm(String userName) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized void ackAlarm() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized int getAlarmStatus() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized int getAlarmType() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public synchronized void setTagId(int tagId) {
        throw new RuntimeException("compile-only");
    }

    public synchronized void setTagName(String name) {
        throw new RuntimeException("compile-only");
    }
}
