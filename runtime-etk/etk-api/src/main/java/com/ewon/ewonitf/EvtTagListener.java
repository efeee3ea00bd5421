package com.ewon.ewonitf;

/** Listener for events of tags. */
public abstract class EvtTagListener extends TagControl implements EvtListener {
    protected int mEventHandler;

    public EvtTagListener() {}

    public EvtTagListener(int tagId) {}

    public EvtTagListener(int refType, int ref) throws EWException {
        super(refType, ref);
    }

    public EvtTagListener(String name) throws EWException {
        super(name);
    }

    public EvtTagListener(TagControl tag) {}

    public abstract void callTagChanged();

    public long getEventTime() {
        throw new RuntimeException("compile-only");
    }

    public void call(int eventHandler, String param, int paramInt) {
        throw new RuntimeException("compile-only");
    }

    protected static native int getTypeInfo(int eventHandler);
}
