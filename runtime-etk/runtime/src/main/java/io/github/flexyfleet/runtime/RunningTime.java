package io.github.flexyfleet.runtime;

/**
 * Time that the runtime has run. The clock has milliseconds but may jump; the Flexy's up time does not jump but has
 * whole seconds. So a step counts for what the clock shows, but never for less than 0 nor for more than a second above
 * what the up time shows. Not thread-safe.
 */
final class RunningTime {
    private long last;
    private long lastUp;
    private long ms;

    RunningTime(long clock, long upSeconds) {
        last = clock;
        lastUp = upSeconds;
    }

    /** Takes the present readings and gives the running time in ms. */
    long advance(long clock, long upSeconds) {
        long step = clock - last;
        long most = (Math.max(0, upSeconds - lastUp) + 1) * 1000;
        last = clock;
        lastUp = upSeconds;
        ms += Math.max(0, Math.min(step, most));
        return ms;
    }
}
