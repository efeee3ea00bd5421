package io.github.flexyfleet.probe;

import java.io.RandomAccessFile;

/**
 * The same where a call that is too deep ends the VM: before each call the one before is written, by another thread,
 * whose stack is not the one that is tried.
 */
public final class SlowDepth extends Thread {
    private int depth;
    private int written;

    private SlowDepth() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        SlowDepth deep = new SlowDepth();
        RandomAccessFile file = new RandomAccessFile(Scratch.START + ".deep", "rw");
        deep.start();
        while (deep.isAlive()) {
            int now = deep.next();
            String text = "0000" + now;
            file.seek(0);
            file.write(text.substring(text.length() - 5).getBytes("ISO-8859-1"));
            deep.wrote(now);
        }
        System.exit(0);
    }

    /** Waits a little for another depth. */
    private synchronized int next() throws InterruptedException {
        if (depth == written) {
            wait(1000);
        }
        return depth;
    }

    private synchronized void wrote(int now) {
        written = now;
        notifyAll();
    }

    public void run() {
        depth = 1;
        deeper();
    }

    private void deeper() {
        synchronized (this) {
            depth++;
            notifyAll();
            while (written < depth) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
        deeper();
    }
}
