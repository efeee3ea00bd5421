package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the devices of a rollout are worked on: in this process, or by several runners. Who leads a rollout says which
 * device may begin; who works on it does not decide anything. Thread-safe.
 */
public interface DeviceTasks {
    /** In this process, at once, as many at a time as it may work on. */
    DeviceTasks HERE = new DeviceTasks() {
        @Override
        public AdaptiveLimit handedIn(AdaptiveLimit own) {
            return own;
        }

        @Override
        public boolean known(DeviceTarget target) {
            return false;
        }

        @Override
        public boolean begun(DeviceTarget target) {
            return false;
        }

        @Override
        public Optional<DeviceEnd> perform(DeviceTarget target, int wave, DeviceWork work, Predicate<DeviceTarget> lets)
                throws InterruptedException {
            return Optional.of(work.on(target, wave));
        }

        @Override
        public void counted(DeviceTarget target) {}

        @Override
        public void changed(DeviceResult result) {}

        @Override
        public boolean passed(int wave) {
            return false;
        }

        @Override
        public void pass(int wave) {}
    };

    /**
     * How many devices may be handed in at a time.
     *
     * @param own what this process itself works on at a time
     */
    AdaptiveLimit handedIn(AdaptiveLimit own);

    /** Whether the end of this device is known before it is handed in. */
    boolean known(DeviceTarget target);

    /** Whether somebody has begun this device before it is handed in: its end is to be waited for, whatever stops. */
    boolean begun(DeviceTarget target);

    /**
     * Hands in a device that may begin, and waits for its end.
     *
     * @param work how it is worked on here
     * @param lets whether a device may still begin; one that may not any more is taken back
     * @return how it ended; empty when nobody has begun it, and nobody will
     */
    Optional<DeviceEnd> perform(DeviceTarget target, int wave, DeviceWork work, Predicate<DeviceTarget> lets)
            throws InterruptedException;

    /**
     * The end of a device was counted by all rules. Before that no further device begins anywhere; after that only those
     * that still may.
     */
    void counted(DeviceTarget target);

    /** A device that had ended looks different by now. */
    void changed(DeviceResult result);

    /** Whether a wave has shown what it had to show, and its soak is over. */
    boolean passed(int wave);

    /** It has. */
    void pass(int wave);
}
