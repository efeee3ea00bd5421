package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * In which order a fleet is rolled out to, and when that stops.
 *
 * @param waves one after the other; each device of the fleet is in one of them
 * @param abort each of them may stop the rollout
 * @param onAbort what becomes of confirmed devices then
 * @param sideBySide which devices may be worked on at the same time
 * @param timing when devices may begin
 * @param debtDeadline a deploy fails while a device has been a debt for longer, 1 h to 366 d
 * @param rollbackWindow how long a configuration is known to be good after it was deployed, up to 90 d
 */
public record RolloutPolicy(
        List<Wave> waves,
        List<AbortRule> abort,
        OnAbort onAbort,
        SideBySide sideBySide,
        Timing timing,
        Optional<Duration> debtDeadline,
        Duration rollbackWindow) {
    /** How long, unless the fleet file says otherwise. */
    public static final Duration ROLLBACK_WINDOW = Duration.ofDays(7);

    /** Takes copies. */
    public RolloutPolicy {
        waves = List.copyOf(waves);
        abort = List.copyOf(abort);
    }

    /** The same with other waves. */
    public RolloutPolicy with(List<Wave> others) {
        return new RolloutPolicy(others, abort, onAbort, sideBySide, timing, debtDeadline, rollbackWindow);
    }

    /** The wave of a device, when it is in one. */
    public Optional<Wave> waveOf(DeviceId device) {
        return waves.stream().filter(wave -> wave.devices().contains(device)).findFirst();
    }
}
