package com.ewon.ewonitf;

/** Listeners by name. */
public class NamedListenerRegistry extends ListenerRegistryBase {
    public void addListener(String name, EvtListener listener) {
        put(name, listener);
    }

    public void delListener(String name) {
        remove(name);
    }

    @Override
    Object key(String param, int paramInt) {
        return param;
    }
}
