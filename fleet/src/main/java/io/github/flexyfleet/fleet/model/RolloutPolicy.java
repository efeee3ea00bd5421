package io.github.flexyfleet.fleet.model;

import java.util.List;

/**
 * In which order a fleet is rolled out to, and when that stops.
 *
 * @param waves one after the other; each device of the fleet is in one of them
 * @param abort each of them may stop the rollout
 */
public record RolloutPolicy(List<Wave> waves, List<AbortRule> abort) {
    /** Takes copies. */
    public RolloutPolicy {
        waves = List.copyOf(waves);
        abort = List.copyOf(abort);
    }
}
