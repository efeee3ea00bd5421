package com.ewon.ewonitf;

/** A listener for simple events. */
public abstract class EvtListenerBase implements EvtListener {
    protected int mEventHandler;

    public abstract void callEvent(String event);

    @Override
    public void call(int eventHandler, String param, int paramInt) {
        mEventHandler = eventHandler;
        callEvent(param);
    }
}
