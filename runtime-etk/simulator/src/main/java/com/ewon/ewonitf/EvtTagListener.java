package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.Event;

/** Listens to a tag; pointed at the tag of each event before it is called. */
public abstract class EvtTagListener extends TagControl implements EvtListener {
    protected int mEventHandler;

    public EvtTagListener() {}

    public EvtTagListener(int tagId) {
        super(tagId);
    }

    public EvtTagListener(int refType, int ref) throws EWException {
        super(refType, ref);
    }

    public EvtTagListener(String name) throws EWException {
        super(name);
    }

    public EvtTagListener(TagControl tag) {
        super(tag.getTagId());
    }

    public abstract void callTagChanged();

    /** Milliseconds since 1970 in UTC. */
    public long getEventTime() {
        Event event = Platform.host().events().open(mEventHandler);
        return event == null ? 0 : event.time();
    }

    @Override
    public void call(int eventHandler, String param, int paramInt) {
        mEventHandler = eventHandler;
        setTagId(paramInt);
        callTagChanged();
    }

    protected static int getTypeInfo(int eventHandler) {
        Event event = Platform.host().events().open(eventHandler);
        return event == null ? -1 : Platform.host().tags().type(event.reference());
    }
}
