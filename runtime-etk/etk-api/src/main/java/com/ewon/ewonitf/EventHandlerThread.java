package com.ewon.ewonitf;

/** Runs the event loop in a thread of its own. */
public class EventHandlerThread implements Runnable {
    public EventHandlerThread(boolean autoRun) {}

    public void run() {
        throw new RuntimeException("compile-only");
    }

    public void runEventManagerInThread() {
        throw new RuntimeException("compile-only");
    }
}
