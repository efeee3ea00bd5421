package io.github.flexyfleet.simulator.vm.guest;

/** Waiting that ends with the VM. */
@SuppressWarnings({"WaitNotInLoop", "ThreadJoinLoop", "NamedLikeContextualKeyword"})
public final class GuestThreads {
    private GuestThreads() {}

    /** {@code Thread.sleep}. */
    public static void sleep(long millis) throws InterruptedException {
        Guest.poll();
        try {
            Thread.sleep(millis);
        } finally {
            Guest.poll();
        }
    }

    /** {@code Thread.sleep}. */
    public static void sleep(long millis, int nanos) throws InterruptedException {
        sleep(millis + (nanos > 0 ? 1 : 0));
    }

    /** {@code Object.wait}. */
    public static void wait(Object monitor) throws InterruptedException {
        wait(monitor, 0);
    }

    /** {@code Object.wait}. */
    public static void wait(Object monitor, long millis) throws InterruptedException {
        Guest.poll();
        try {
            monitor.wait(millis);
        } finally {
            Guest.poll();
        }
    }

    /** {@code Object.wait}. */
    public static void wait(Object monitor, long millis, int nanos) throws InterruptedException {
        wait(monitor, millis + (nanos > 0 ? 1 : 0));
    }

    /** {@code Thread.start}. */
    public static void start(Thread thread) {
        Guest.poll();
        thread.start();
    }

    /** {@code Thread.join}. */
    public static void join(Thread thread) throws InterruptedException {
        join(thread, 0);
    }

    /** {@code Thread.join}. */
    public static void join(Thread thread, long millis) throws InterruptedException {
        Guest.poll();
        try {
            thread.join(millis);
        } finally {
            Guest.poll();
        }
    }
}
