package io.github.flexyfleet.simulator.vm.guest;

/** {@code java.util.TimerTask} for {@link GuestTimer}. */
public abstract class GuestTimerTask implements Runnable {
    /** Time of the next run on the gateway's clock; guarded by this, like all of it. */
    private long next;

    private long lastDue;
    /** Milliseconds between runs: below 0 counted from the end of the last one, 0 for one run. */
    private long period;

    private boolean scheduled;
    private boolean cancelled;

    protected GuestTimerTask() {}

    @Override
    public abstract void run();

    /** {@code TimerTask.cancel}. */
    public synchronized boolean cancel() {
        boolean would = scheduled && !cancelled;
        cancelled = true;
        return would;
    }

    /** {@code TimerTask.scheduledExecutionTime}. */
    public synchronized long scheduledExecutionTime() {
        return lastDue;
    }

    final synchronized void schedule(long first, long every) {
        if (scheduled || cancelled) {
            throw new IllegalStateException("Task already scheduled or cancelled");
        }
        scheduled = true;
        next = first;
        period = every;
    }

    final synchronized long next() {
        return next;
    }

    final synchronized boolean cancelled() {
        return cancelled;
    }

    /** Notes that it runs now; answers whether it runs again. */
    final synchronized boolean advance(long now) {
        lastDue = next;
        next = period < 0 ? now - period : next + period;
        scheduled = period != 0;
        return period != 0;
    }
}
