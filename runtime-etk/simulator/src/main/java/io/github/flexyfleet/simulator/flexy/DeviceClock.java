package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.time.WorldTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The gateway's own clock: the world's time, moved when something set it. Thread-safe. */
final class DeviceClock implements InstantSource {
    private final WorldTime world;
    private volatile Duration offset = Duration.ZERO;

    DeviceClock(WorldTime world) {
        this.world = world;
    }

    @Override
    public Instant instant() {
        return world.instant().plus(offset);
    }

    void set(Instant time) {
        offset = Duration.between(world.instant(), time);
    }

    /** On which everything waits: nothing on the gateway can set it. */
    WorldTime time() {
        return world;
    }

    /** The world's time, which nothing on the gateway can set. */
    Instant world() {
        return world.instant();
    }
}
