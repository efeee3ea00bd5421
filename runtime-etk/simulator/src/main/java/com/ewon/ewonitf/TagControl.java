package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.bridge.TagAccess;

/** Reads and writes one tag (flexy-etk 1.3). */
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

    private int tagId;

    public TagControl() {
        tagId = -1;
    }

    public TagControl(int tagId) {
        this.tagId = tagId;
    }

    public TagControl(int refType, int ref) throws EWException {
        int id = refType == BY_NDX ? tags().idAt(ref) : ref;
        if (tags().type(id) < 0) {
            throw new EWException("no tag " + ref);
        }
        this.tagId = id;
    }

    public TagControl(String name) throws EWException {
        int id = tags().idOf(name);
        if (id < 0) {
            throw new EWException("no tag " + name);
        }
        this.tagId = id;
    }

    private static TagAccess tags() {
        return Platform.host().tags();
    }

    public int getTagId() {
        return tagId;
    }

    public String getTagName() {
        return tags().name(tagId);
    }

    public synchronized double getTagValueAsDouble() {
        return tags().number(tagId);
    }

    public synchronized long getTagValueAsLong() {
        return (long) tags().number(tagId);
    }

    public synchronized int getTagValueAsInt() {
        return (int) (long) tags().number(tagId);
    }

    public synchronized String getTagValueAsString() {
        return tags().text(tagId);
    }

    public synchronized void setTagValueAsDouble(double value) throws EWException {
        try {
            tags().write(tagId, value);
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    public synchronized void setTagValueAsLong(long value) throws EWException {
        setTagValueAsDouble((double) value);
    }

    public synchronized void setTagValueAsInt(int value) throws EWException {
        setTagValueAsDouble((double) value);
    }

    public synchronized void setTagValueAsString(String value) throws EWException {
        try {
            tags().write(tagId, value);
        } catch (Refusal e) {
            throw Platform.refused(e);
        }
    }

    /** History is not kept in a rehearsal. */
    public synchronized void logTag() throws EWException {
        require();
    }

    /** No tag of a rehearsal is ever in alarm. */
    public synchronized void ackAlarm(String userName) throws EWException {
        ackAlarm();
    }

    public synchronized void ackAlarm() throws EWException {
        require();
        throw new EWException("tag is not in alarm");
    }

    public synchronized int getAlarmStatus() throws EWException {
        require();
        return ALARM_STATUS_NONE;
    }

    public synchronized int getAlarmType() throws EWException {
        require();
        return ALARM_TYPE_NONE;
    }

    private void require() throws EWException {
        if (tags().type(tagId) < 0) {
            throw new EWException("no tag " + tagId);
        }
    }

    public synchronized void setTagId(int tagId) {
        this.tagId = tagId;
    }

    public synchronized void setTagName(String name) {
        tagId = tags().idOf(name);
    }
}
