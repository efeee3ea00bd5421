package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A clock for long waits, such as a soak: they end within {@link #SLICE} when the rollout is stopped. Whoever waits looks
 * whether it was.
 */
record PatientPace(Pace pace, Stops stops) implements Pace {
    /** People wait for the end of a run that they stopped. */
    private static final Duration SLICE = Duration.ofSeconds(2);

    @Override
    public Instant now() {
        return pace.now();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Instant end = pace.now().plus(duration);
        while (!stops.over()) {
            Duration left = Duration.between(pace.now(), end);
            if (left.isNegative() || left.isZero()) {
                return;
            }
            pace.pause(left.compareTo(SLICE) < 0 ? left : SLICE);
        }
    }

    @Override
    public Work begin() {
        return pace.begin();
    }

    @Override
    public <T, E extends Exception> T await(Awaited<T, E> others) throws E, InterruptedException {
        return pace.await(others);
    }

    @Override
    public <T> T awaitSteadily(Supplier<T> others) {
        return pace.awaitSteadily(others);
    }
}
