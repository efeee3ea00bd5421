package com.ewon.ewonitf;

/** Registry keyed by a number. */
public class IntListenerRegistry extends ListenerRegistryBase {
    public void addListener(EvtIntListener listener) {
        throw new RuntimeException("compile-only");
    }

    public void delListener(EvtIntListener listener) {
        throw new RuntimeException("compile-only");
    }
}
