package io.github.flexyfleet.simulator.vm.bridge;

/** The world's time, on which all waits of a VM go. Arguments are as in {@code Object} and {@code Thread}. */
public interface WaitAccess {
    /** {@code Thread.sleep}. */
    void sleep(long millis) throws InterruptedException;

    /** {@code Object.wait}; the caller holds the monitor, 0 waits without end. */
    void await(Object monitor, long millis) throws InterruptedException;

    /** {@code Object.notify} or {@code notifyAll}; the caller holds the monitor. */
    void wake(Object monitor, boolean all);

    /** {@code Thread.join}; 0 waits without end. */
    void join(Thread thread, long millis) throws InterruptedException;

    /** A thread is about to be started. */
    void starting(Thread thread);
}
