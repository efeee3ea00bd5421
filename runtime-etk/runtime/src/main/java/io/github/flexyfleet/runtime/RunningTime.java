package io.github.flexyfleet.runtime;

/**
 * Time that the runtime has run, counted from the steps of a clock that may jump: a step counts for what it shows, but
 * never for less than 0 or more than 5 s. Not thread-safe.
 */
final class RunningTime {
    private static final long MAX_STEP_MS = 5000;

    private long last;
    private long ms;

    RunningTime(long clock) {
        last = clock;
    }

    /** Takes the present reading of the clock and gives the running time in ms. */
    long advance(long clock) {
        long step = clock - last;
        last = clock;
        ms += Math.max(0, Math.min(step, MAX_STEP_MS));
        return ms;
    }
}
