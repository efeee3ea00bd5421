package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.guest.GuestThreads;

/** Runs the event loop on a thread of its own; starts it again after an exception, not after an error. */
public class EventHandlerThread implements Runnable {
    public EventHandlerThread(boolean autoRun) {
        if (autoRun) {
            runEventManagerInThread();
        }
    }

    @Override
    @SuppressWarnings({"InfiniteLoopStatement", "CatchAndPrintStackTrace"})
    public void run() {
        while (true) {
            try {
                DefaultEventHandler.runEventManager();
            } catch (Exception e) {
                Platform.print(e);
            }
        }
    }

    public void runEventManagerInThread() {
        GuestThreads.start(new Thread(this));
    }
}
