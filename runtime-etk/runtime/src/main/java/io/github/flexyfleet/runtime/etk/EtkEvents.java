package io.github.flexyfleet.runtime.etk;

import com.ewon.ewonitf.DefaultEventHandler;
import io.github.flexyfleet.runtime.status.EventLog;

/**
 * Runs the event loop of the ETK for ever. Its own thread for that ends for good at an Error, such as one of memory, and
 * forms with it (flexy-etk 1.1).
 */
public final class EtkEvents implements Runnable {
    private static final long PAUSE_MS = 1000;

    private final EventLog log;

    private EtkEvents(EventLog log) {
        this.log = log;
    }

    /** Starts the loop on a thread of its own. */
    public static void start(EventLog log) {
        new Thread(new EtkEvents(log), "events").start();
    }

    public void run() {
        while (true) {
            try {
                DefaultEventHandler.runEventManager();
            } catch (Throwable e) {
                again(e);
            }
        }
    }

    private void again(Throwable problem) {
        try {
            Thread.sleep(PAUSE_MS);
            log.problem("internal", "the event loop ended: " + problem);
        } catch (Throwable e) {
            // An OutOfMemoryError can follow another one (flexy-vm); the loop matters more than the line.
            Thread.yield();
        }
    }
}
