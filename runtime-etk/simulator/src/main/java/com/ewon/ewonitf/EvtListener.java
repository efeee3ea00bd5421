package com.ewon.ewonitf;

/** Takes events. */
public interface EvtListener {
    void call(int eventHandler, String param, int paramInt);
}
