package com.ewon.ewonitf;

/** Listens to the alarm of a tag. */
public abstract class EvtTagAlarmListener extends EvtTagListener {
    public EvtTagAlarmListener() {}

    public EvtTagAlarmListener(int tagId) {
        super(tagId);
    }

    public EvtTagAlarmListener(int refType, int ref) throws EWException {
        super(refType, ref);
    }

    public EvtTagAlarmListener(String name) throws EWException {
        super(name);
    }

    public EvtTagAlarmListener(TagControl tag) {
        super(tag);
    }

    @Override
    public int getAlarmStatus() {
        return ALARM_STATUS_NONE;
    }

    @Override
    public int getAlarmType() {
        return ALARM_TYPE_NONE;
    }
}
