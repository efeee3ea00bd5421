package io.github.flexyfleet.simulator.time;

/** Threads and monitors of guest programs. Arguments are as in {@code Object} and {@code Thread}. Thread-safe. */
public interface GuestWaits {
    /** {@code Object.wait}; the caller holds the monitor, 0 waits without end. */
    void await(Object monitor, long millis) throws InterruptedException;

    /** {@code Object.notify} or {@code notifyAll}; the caller holds the monitor. */
    void wake(Object monitor, boolean all);

    /** {@code Thread.join}; 0 waits without end. */
    void join(Thread thread, long millis) throws InterruptedException;

    /** A thread is about to be started. */
    void starting(Thread thread);

    /** A thread has ended. A thread that ends without this being called is noticed a little later. */
    void ended(Thread thread);
}
