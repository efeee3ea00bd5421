package com.ewon.ewonitf;

/** Registry keyed by a name. */
public class NamedListenerRegistry extends ListenerRegistryBase {
    public void addListener(String name, EvtListener listener) {
        throw new RuntimeException("compile-only");
    }
}
