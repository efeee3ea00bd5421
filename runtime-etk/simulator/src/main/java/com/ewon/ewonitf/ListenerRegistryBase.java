package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.guest.GuestThreads;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds and calls the listener of an event. In thread mode each event gets a thread, but at most one callback of a
 * registry runs at a time, and the next event waits for it (flexy-etk 1.1).
 */
public class ListenerRegistryBase implements Runnable {
    protected EvtListener defaultListener;
    private final Map<Object, EvtListener> listeners = new HashMap<>();
    private boolean threadMode;
    private boolean pending;
    private int pendingHandler;
    private String pendingParam;
    private int pendingInt;

    public void setThreadMode(boolean enabled) {
        threadMode = enabled;
    }

    final boolean threadMode() {
        return threadMode;
    }

    /** The key by which this registry finds a listener. */
    Object key(String param, int paramInt) {
        return paramInt;
    }

    final void put(Object key, EvtListener listener) {
        synchronized (listeners) {
            listeners.put(key, listener);
        }
    }

    final void remove(Object key) {
        synchronized (listeners) {
            listeners.remove(key);
        }
    }

    protected void callListenerInternal(int eventHandler, String param, int paramInt) {
        EvtListener listener;
        synchronized (listeners) {
            listener = listeners.getOrDefault(key(param, paramInt), defaultListener);
        }
        if (listener != null) {
            listener.call(eventHandler, param, paramInt);
        }
    }

    @Override
    public synchronized void run() {
        int handler = pendingHandler;
        String param = pendingParam;
        int number = pendingInt;
        pending = false;
        GuestThreads.notifyAll(this);
        callListenerInternal(handler, param, number);
        DefaultEventHandler.closeEvent(handler);
    }

    public synchronized void callListener(int eventHandler, String param, int paramInt) {
        if (!threadMode) {
            callListenerInternal(eventHandler, param, paramInt);
            return;
        }
        pendingHandler = eventHandler;
        pendingParam = param;
        pendingInt = paramInt;
        pending = true;
        GuestThreads.start(new Thread(this));
        try {
            while (pending) {
                GuestThreads.wait(this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Platform.host().check();
        }
    }
}
