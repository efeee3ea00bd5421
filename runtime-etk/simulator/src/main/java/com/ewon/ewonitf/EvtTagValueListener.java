package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.Event;

/** Listens to the value of a tag. */
public abstract class EvtTagValueListener extends EvtTagListener {
    public EvtTagValueListener() {}

    public EvtTagValueListener(int tagId) {
        super(tagId);
    }

    public EvtTagValueListener(int refType, int ref) throws EWException {
        super(refType, ref);
    }

    public EvtTagValueListener(String name) throws EWException {
        super(name);
    }

    public EvtTagValueListener(TagControl tag) {
        super(tag);
    }

    public int getTagValueType() {
        return getTypeInfo(mEventHandler);
    }

    /** The value of the event; the tag's present value may differ already. */
    public double getChangedValueAsDouble() {
        Event event = Platform.host().events().open(mEventHandler);
        return event == null ? 0 : event.value();
    }
}
