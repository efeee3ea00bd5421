package com.ewon.ewonitf;

/** Listener for changed tag values. */
public abstract class EvtTagValueListener extends EvtTagListener {
    public EvtTagValueListener() {}

    public EvtTagValueListener(int tagId) {}

    public EvtTagValueListener(int refType, int ref) throws EWException {
        super(refType, ref);
    }

    public EvtTagValueListener(String name) throws EWException {
        super(name);
    }

    public EvtTagValueListener(TagControl tag) {}

    public int getTagValueType() {
        throw new RuntimeException("compile-only");
    }

    public double getChangedValueAsDouble() {
        throw new RuntimeException("compile-only");
    }
}
