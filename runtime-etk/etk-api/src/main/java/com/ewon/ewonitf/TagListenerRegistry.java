package com.ewon.ewonitf;

/** Registry keyed by the tag id. */
public class TagListenerRegistry extends ListenerRegistryBase {
    public void addListener(EvtTagListener listener) {
        throw new RuntimeException("compile-only");
    }

    public void delListener(EvtTagListener listener) {
        throw new RuntimeException("compile-only");
    }
}
