package io.github.flexyfleet.probe;

/** Threads that do nothing until they are told to end. */
final class Sleepers implements Runnable {
    private static final int PATIENCE_S = 20;

    private Thread[] threads = new Thread[0];
    private int awake;
    private boolean over;

    /** Starts so many; false when not all of them run in time. */
    boolean begin(int count) throws InterruptedException {
        threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new Thread(this);
            threads[i].start();
        }
        synchronized (this) {
            for (int waited = 0; awake < count && waited < PATIENCE_S; waited++) {
                wait(1000);
            }
            return awake == count;
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
