package com.ewon.ewonitf;

/** IO servers by instance. */
public class IOServerListenerRegistry extends ListenerRegistryBase {
    public void addListener(IOServer server) {
        put(server.getInstanceHandle(), server);
    }

    public void delListener(IOServer server) {
        remove(server.getInstanceHandle());
    }
}
