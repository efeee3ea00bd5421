package io.github.flexyfleet.fleet.rollout;

import java.io.IOException;

/**
 * Which waves were changed and have not shown yet what their gates ask, over runs: a wave whose gate stopped a rollout
 * must not pass in the next run because there was nothing left to change. Thread-safe.
 */
public interface OwedGates {
    /** Forgets everything with the run. */
    OwedGates FORGOTTEN = new OwedGates() {
        @Override
        public boolean owes(WaveKey wave) {
            return false;
        }

        @Override
        public void owe(WaveKey wave) {}

        @Override
        public void paid(WaveKey wave) {}
    };

    /** Whether a wave has still to show it. */
    boolean owes(WaveKey wave) throws IOException;

    /** A wave was changed. */
    void owe(WaveKey wave) throws IOException;

    /** A wave has shown it. */
    void paid(WaveKey wave) throws IOException;
}
