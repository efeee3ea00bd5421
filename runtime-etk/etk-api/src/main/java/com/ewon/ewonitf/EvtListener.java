package com.ewon.ewonitf;

/** Receives events of the gateway's event loop. */
public interface EvtListener {
    void call(int eventHandler, String param, int paramInt);
}
