package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What each changed device of a wave has to show before the next wave begins.
 *
 * @param shows what it has to show, all of it
 * @param initialDelay so long nothing is looked at, 0 s to 7 d
 * @param within so long, after the initial delay, a device may take, 1 s to 7 d
 * @param consecutive so many looks in a row must agree, 1 to 100
 * @param dryRun whether it is judged and told only, and stops nothing
 */
public record GateRule(Shows shows, Duration initialDelay, Duration within, int consecutive, boolean dryRun) {
    /** How long a device has, unless written. */
    static final Duration DEFAULT_WITHIN = Duration.ofMinutes(30);

    /**
     * What is asked.
     *
     * @param connectedFor it has held its connection for so long, 1 s to 7 d
     * @param messages so many messages in a row have arrived, 1 to 1,000,000
     * @param fresh each tag group with a full period was seen within so many of its periods, 1 to 1,000
     * @param noNewErrors it names no problem that it did not name before
     */
    public record Shows(Optional<Duration> connectedFor, OptionalInt messages, OptionalInt fresh, boolean noNewErrors) {
        /** Whether nothing is asked. */
        public boolean nothing() {
            return connectedFor.isEmpty() && messages.isEmpty() && fresh.isEmpty() && !noNewErrors;
        }
    }
}
