package io.github.flexyfleet.fleet.rollout;

/** Places for what is under way, as many as a limit allows now. Thread-safe. */
final class Slots {
    private final AdaptiveLimit limit;
    private int taken;

    Slots(AdaptiveLimit limit) {
        this.limit = limit;
        limit.onGrowth(this::look);
    }

    /** Takes a place, waiting until there is one. */
    void take() throws InterruptedException {
        if (!takeFree()) {
            limit.pace().await(this::takeNext);
        }
    }

    private synchronized boolean takeFree() {
        boolean free = taken < limit.now();
        taken += free ? 1 : 0;
        return free;
    }

    private synchronized boolean takeNext() throws InterruptedException {
        while (!takeFree()) {
            wait();
        }
        return true;
    }

    /** Gives a place back. */
    synchronized void give() {
        taken--;
        notifyAll();
    }

    private synchronized void look() {
        notifyAll();
    }
}
