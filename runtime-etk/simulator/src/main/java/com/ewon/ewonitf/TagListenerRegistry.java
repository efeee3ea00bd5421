package com.ewon.ewonitf;

/** One listener per tag id; the default listener gets the tags without one. */
public class TagListenerRegistry extends ListenerRegistryBase {
    public void addListener(EvtTagListener listener) {
        put(listener.getTagId(), listener);
    }

    public void delListener(EvtTagListener listener) {
        remove(listener.getTagId());
    }
}
