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
    synchronized void take() throws InterruptedException {
        while (taken >= limit.now()) {
            wait();
        }
        taken++;
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
