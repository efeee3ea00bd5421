package io.github.flexyfleet.simulator.dps;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong at the service; may be changed while it runs. Thread-safe. */
public final class DpsSwitches {
    private volatile boolean refusing;
    private volatile Duration assigning = Duration.ofSeconds(2);
    private volatile Optional<DpsError> failing = Optional.empty();
    private volatile boolean throttled;
    private volatile boolean silent;
    private volatile Optional<LinkedHub> hub = Optional.empty();

    /** Whether every connection of a device is refused. */
    public void refusing(boolean now) {
        refusing = now;
    }

    /** How long the service needs to assign a hub. */
    public void assigning(Duration now) {
        assigning = now;
    }

    /** With which error registrations end; empty when they succeed. */
    public void failing(Optional<DpsError> now) {
        failing = now;
    }

    /** Whether devices and service clients get 429. */
    public void throttled(boolean now) {
        throttled = now;
    }

    /** Whether devices get no answers. */
    public void silent(boolean now) {
        silent = now;
    }

    /** Which hub devices are assigned to from now on; empty for the world's own. */
    public void hub(Optional<LinkedHub> now) {
        hub = now;
    }

    boolean isRefusing() {
        return refusing;
    }

    Duration assigning() {
        return assigning;
    }

    Optional<DpsError> failing() {
        return failing;
    }

    boolean isThrottled() {
        return throttled;
    }

    boolean isSilent() {
        return silent;
    }

    Optional<LinkedHub> hub() {
        return hub;
    }
}
