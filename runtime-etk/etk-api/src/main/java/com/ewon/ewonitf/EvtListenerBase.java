package com.ewon.ewonitf;

/** Base of listeners for network, modem, button and SMS events. */
public abstract class EvtListenerBase implements EvtListener {
    protected int mEventHandler;

    public abstract void callEvent(String param);

    public void call(int eventHandler, String param, int paramInt) {
        throw new RuntimeException("compile-only");
    }
}
