package io.github.flexyfleet.simulator.vm.guest;

/** Waiting on the world's time, which ends with the VM. */
@SuppressWarnings("NamedLikeContextualKeyword")
public final class GuestThreads {
    private GuestThreads() {}

    /** {@code Thread.sleep}. */
    public static void sleep(long millis) throws InterruptedException {
        Guest.poll();
        try {
            Guest.host().waits().sleep(millis);
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
            Guest.host().waits().await(monitor, millis);
        } finally {
            Guest.poll();
        }
    }

    /** {@code Object.wait}. */
    public static void wait(Object monitor, long millis, int nanos) throws InterruptedException {
        wait(monitor, millis + (nanos > 0 ? 1 : 0));
    }

    /** {@code Object.notify}. */
    public static void notify(Object monitor) {
        Guest.host().waits().wake(monitor, false);
    }

    /** {@code Object.notifyAll}. */
    public static void notifyAll(Object monitor) {
        Guest.host().waits().wake(monitor, true);
    }

    /** {@code Thread.start}. */
    public static void start(Thread thread) {
        Guest.host().waits().starting(thread);
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
            Guest.host().waits().join(thread, millis);
        } finally {
            Guest.poll();
        }
    }
}
