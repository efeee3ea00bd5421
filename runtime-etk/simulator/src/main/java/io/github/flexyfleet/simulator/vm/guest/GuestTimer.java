package io.github.flexyfleet.simulator.vm.guest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;

/** {@code java.util.Timer} on the gateway's clock, whose thread ends with its VM. */
@SuppressWarnings("JavaUtilDate")
public class GuestTimer {
    private final List<GuestTimerTask> tasks = new ArrayList<>();
    private boolean cancelled;

    public GuestTimer() {
        this(false);
    }

    public GuestTimer(boolean daemon) {
        Thread thread = new Thread(this::work, "Timer");
        thread.setDaemon(daemon);
        GuestThreads.start(thread);
    }

    /** {@code Timer.schedule}. */
    public void schedule(GuestTimerTask task, long delay) {
        add(task, Guest.host().time() + notNegative(delay), 0);
    }

    /** {@code Timer.schedule}. */
    public void schedule(GuestTimerTask task, Date time) {
        add(task, time.getTime(), 0);
    }

    /** {@code Timer.schedule}. */
    public void schedule(GuestTimerTask task, long delay, long period) {
        add(task, Guest.host().time() + notNegative(delay), -positive(period));
    }

    /** {@code Timer.schedule}. */
    public void schedule(GuestTimerTask task, Date first, long period) {
        add(task, first.getTime(), -positive(period));
    }

    /** {@code Timer.scheduleAtFixedRate}. */
    public void scheduleAtFixedRate(GuestTimerTask task, long delay, long period) {
        add(task, Guest.host().time() + notNegative(delay), positive(period));
    }

    /** {@code Timer.scheduleAtFixedRate}. */
    public void scheduleAtFixedRate(GuestTimerTask task, Date first, long period) {
        add(task, first.getTime(), positive(period));
    }

    /** {@code Timer.cancel}. */
    public void cancel() {
        synchronized (tasks) {
            cancelled = true;
            tasks.clear();
            GuestThreads.notifyAll(tasks);
        }
    }

    private static long notNegative(long delay) {
        if (delay < 0) {
            throw new IllegalArgumentException("Negative delay.");
        }
        return delay;
    }

    private static long positive(long period) {
        if (period <= 0) {
            throw new IllegalArgumentException("Non-positive period.");
        }
        return period;
    }

    private void add(GuestTimerTask task, long first, long period) {
        synchronized (tasks) {
            if (cancelled) {
                throw new IllegalStateException("Timer already cancelled.");
            }
            task.schedule(first, period);
            tasks.add(task);
            GuestThreads.notifyAll(tasks);
        }
    }

    private void work() {
        try {
            for (GuestTimerTask task = next(); task != null; task = next()) {
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (tasks) {
                cancelled = true;
                tasks.clear();
            }
        }
    }

    /** Waits for the next task that is due; null when the timer is cancelled. */
    private GuestTimerTask next() throws InterruptedException {
        synchronized (tasks) {
            while (!cancelled) {
                tasks.removeIf(GuestTimerTask::cancelled);
                if (tasks.isEmpty()) {
                    GuestThreads.wait(tasks);
                    continue;
                }
                GuestTimerTask first = tasks.stream()
                        .min(Comparator.comparingLong(GuestTimerTask::next))
                        .orElseThrow();
                long now = Guest.host().time();
                if (first.next() <= now) {
                    if (!first.advance(now)) {
                        tasks.remove(first);
                    }
                    return first;
                }
                GuestThreads.wait(tasks, first.next() - now);
            }
            return null;
        }
    }
}
