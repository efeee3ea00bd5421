package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How much may be under way at a time. Grows by one with each success until the first sign of overload, from then on by
 * one with each round of successes; halves on overload, once for all calls that were under way together. Thread-safe.
 */
public final class AdaptiveLimit {
    /** Where a run begins: INFERRED to be bearable (talk2m-m2web 2.7: no limit is published). */
    static final int FIRST = 8;

    private final int most;
    private final Pace pace;
    private final List<Runnable> onGrowth = new CopyOnWriteArrayList<>();
    private volatile int limit;
    private boolean overloadSeen;
    private int successes;
    private long age;

    /**
     * Begins with {@link #FIRST}, or fewer.
     *
     * @param most never more, at least 1
     */
    public AdaptiveLimit(int most) {
        this(most, Pace.system());
    }

    /**
     * The same for threads whose clock wants to know when they wait for one another.
     *
     * @param most never more, at least 1
     */
    public AdaptiveLimit(int most, Pace pace) {
        this(most, pace, Math.min(FIRST, most));
    }

    private AdaptiveLimit(int most, Pace pace, int first) {
        this.most = most;
        this.pace = pace;
        this.limit = first;
    }

    /** One that does not grow: for what loads nobody. */
    public static AdaptiveLimit fixed(int most, Pace pace) {
        return new AdaptiveLimit(most, pace, most);
    }

    /** The clock of those who keep to this limit. */
    Pace pace() {
        return pace;
    }

    /** The limit now, 1 or more. */
    int now() {
        return limit;
    }

    /** Grows with each halving; to be kept by what begins now, and given back when it fails. */
    synchronized long age() {
        return age;
    }

    /** Called after each growth, by the thread that brought it about. */
    void onGrowth(Runnable listener) {
        onGrowth.add(listener);
    }

    /** Something succeeded. */
    void succeeded() {
        if (grow()) {
            onGrowth.forEach(Runnable::run);
        }
    }

    private synchronized boolean grow() {
        if (limit >= most) {
            return false;
        }
        successes++;
        if (overloadSeen && successes < limit) {
            return false;
        }
        successes = 0;
        limit = limit + 1;
        return true;
    }

    /**
     * Something failed as it does under too much load.
     *
     * @param begun the {@link #age} when it began: what began before the last halving tells nothing new
     */
    synchronized void overloaded(long begun) {
        if (begun < age) {
            return;
        }
        age++;
        overloadSeen = true;
        successes = 0;
        limit = Math.max(1, limit / 2);
    }
}
