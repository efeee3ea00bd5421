package com.ewon.ewonitf;

/** Listeners by number. */
public class IntListenerRegistry extends ListenerRegistryBase {
    public void addListener(EvtIntListener listener) {
        put(listener.getIntRef(), listener);
    }

    public void delListener(EvtIntListener listener) {
        remove(listener.getIntRef());
    }
}
