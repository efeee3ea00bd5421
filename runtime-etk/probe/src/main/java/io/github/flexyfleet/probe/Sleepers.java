package io.github.flexyfleet.probe;

/** Threads that do nothing until they are told to end. */
final class Sleepers implements Runnable {
    private Thread[] threads = new Thread[0];
    private int awake;
    private boolean over;

    /** Starts so many; returns when all of them run. */
    void begin(int count) throws InterruptedException {
        threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new Thread(this);
            threads[i].start();
        }
        synchronized (this) {
            while (awake < count) {
                wait();
            }
        }
    }

    /** Ends them, and returns when they have. */
    void end() throws InterruptedException {
        synchronized (this) {
            over = true;
            notifyAll();
        }
        for (int i = 0; i < threads.length; i++) {
            if (threads[i] != null) {
                threads[i].join();
            }
        }
    }

    public synchronized void run() {
        awake++;
        notifyAll();
        while (!over) {
            try {
                wait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
