package com.ewon.ewonitf;

/** Registry that calls at most one listener at a time. */
public class ListenerRegistryBase implements Runnable {
    protected EvtListener defaultListener;

    public void setThreadMode(boolean useThread) {
        throw new RuntimeException("compile-only");
    }

    protected void callListenerInternal(int eventHandler, String param, int paramInt) {
        throw new RuntimeException("compile-only");
    }

    public synchronized void run() {
        throw new RuntimeException("compile-only");
    }

    public synchronized void callListener(int eventHandler, String param, int paramInt) {
        throw new RuntimeException("compile-only");
    }
}
