package com.ewon.ewonitf;

/** Registry of IO servers. */
public class IOServerListenerRegistry extends ListenerRegistryBase {
    public void addListener(IOServer server) {
        throw new RuntimeException("compile-only");
    }

    public void delListener(IOServer server) {
        throw new RuntimeException("compile-only");
    }
}
