package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Waits for a device whose machine is in the middle of something, as a tag of it says. The tag is read before anything is
 * changed, each time for one Talk2M call.
 */
final class HoldCheck {
    /** So often it is read at most while the device is waited for. */
    private static final int READS = 20;

    private static final Duration LEAST_PAUSE = Duration.ofMinutes(1);
    private static final Set<String> FREE = Set.of("", "0", "0.0", "0.000000", "false", "off");

    private final Hold hold;
    private final DeviceTarget target;
    private final Pace pace;
    private final Consumer<RolloutEvent> listener;

    HoldCheck(Hold hold, DeviceTarget target, Pace pace, Consumer<RolloutEvent> listener) {
        this.hold = hold;
        this.target = target;
        this.pace = pace;
        this.listener = listener;
    }

    /**
     * Returns when the device may be changed.
     *
     * @throws DeviceProblemException when it asked to wait for too long; it is a debt then
     */
    void await(DeviceLink link) throws DeviceProblemException, InterruptedException {
        String tag = hold.tag();
        Duration atMost = hold.atMost();
        Instant deadline = pace.now().plus(atMost);
        Duration pause = atMost.dividedBy(READS).compareTo(LEAST_PAUSE) > 0 ? atMost.dividedBy(READS) : LEAST_PAUSE;
        boolean told = false;
        while (true) {
            Optional<String> value = link.tagValue(tag);
            if (value.isEmpty()) {
                throw held("the Flexy has no tag '" + tag + "', which hold: names");
            }
            if (isFree(value.get())) {
                return;
            }
            if (pace.now().plus(pause).isAfter(deadline)) {
                throw held("its tag " + tag + " is " + value.get() + ", and was so for " + atMost.toMinutes() + " min");
            }
            if (!told) {
                listener.accept(new RolloutEvent.Waiting(
                        target.device() + " asks to wait (" + tag + " is " + value.get() + ")", Optional.of(deadline)));
                told = true;
            }
            pace.pause(pause);
        }
    }

    /** Whether a value says that nothing is under way: false, or 0 however it is written. */
    private static boolean isFree(String value) {
        String plain = value.strip().toLowerCase(Locale.ROOT);
        return FREE.contains(plain) || plain.matches("[-+]?0*(\\.0*)?");
    }

    private static DeviceProblemException held(String what) {
        return new DeviceProblemException(
                Outcome.DEFERRED, ProblemCode.HELD, what, "deploy again when the machine is free");
    }
}
