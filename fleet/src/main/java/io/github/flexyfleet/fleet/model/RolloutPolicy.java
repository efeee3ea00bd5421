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
 */
public record RolloutPolicy(
        List<Wave> waves,
        List<AbortRule> abort,
        OnAbort onAbort,
        SideBySide sideBySide,
        Timing timing,
        Optional<Duration> debtDeadline) {
    /** Takes copies. */
    public RolloutPolicy {
        waves = List.copyOf(waves);
        abort = List.copyOf(abort);
    }

    /** The wave of a device, when it is in one. */
    public Optional<Wave> waveOf(DeviceId device) {
        return waves.stream().filter(wave -> wave.devices().contains(device)).findFirst();
    }
}
