package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.simulator.time.Busy;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** A rollout's clock in virtual time: time passes only while all of its threads wait. */
final class VirtualPace implements Pace {
    private final VirtualTime time;

    VirtualPace(VirtualTime time) {
        this.time = time;
    }

    @Override
    public Instant now() {
        return time.instant();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }

    /** Waits for clients that cannot be interrupted: they look at the flag. */
    void pauseUntilInterrupted(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Work begin() {
        Busy busy = time.busy();
        return busy::close;
    }

    @Override
    public <T, E extends Exception> T await(Awaited<T, E> others) throws E, InterruptedException {
        VirtualTime.Idle idle = time.idle();
        try {
            return others.get();
        } finally {
            idle.close();
        }
    }

    @Override
    public <T> T awaitSteadily(Supplier<T> others) {
        VirtualTime.Idle idle = time.idle();
        try {
            return others.get();
        } finally {
            idle.close();
        }
    }
}
