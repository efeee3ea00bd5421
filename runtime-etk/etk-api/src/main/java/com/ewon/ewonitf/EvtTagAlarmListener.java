package com.ewon.ewonitf;

/** Listener for changed tag alarms; status and type are those at the event. */
public abstract class EvtTagAlarmListener extends EvtTagListener {
    public EvtTagAlarmListener() {}

    public EvtTagAlarmListener(int tagId) {}

    public EvtTagAlarmListener(int refType, int ref) throws EWException {
        super(refType, ref);
    }

    public EvtTagAlarmListener(String name) throws EWException {
        super(name);
    }

    public EvtTagAlarmListener(TagControl tag) {}

    public int getAlarmStatus() {
        throw new RuntimeException("compile-only");
    }

    public int getAlarmType() {
        throw new RuntimeException("compile-only");
    }
}
