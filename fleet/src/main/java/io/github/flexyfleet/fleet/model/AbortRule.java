package io.github.flexyfleet.fleet.model;

import java.util.Optional;

/**
 * When a rollout stops. It stops as soon as everything that the rule names holds, with {@code >=} throughout.
 *
 * @param when which devices count
 * @param atLeast so many of them, 1 or more
 * @param ofFinished and such a share of those that have finished; empty: any
 * @param minFinished the share is looked at only when so many have finished, 1 or more
 */
public record AbortRule(FailureClass when, int atLeast, Optional<Share> ofFinished, int minFinished) {
    /** Below this, one failure is a large share by chance alone. */
    static final int DEFAULT_MIN_FINISHED = 10;

    /** What holds when the fleet file says nothing. The first wave has a stricter rule besides. */
    static final AbortRule BUILT_IN =
            new AbortRule(FailureClass.ANY, 1, Optional.of(new Share(1000)), DEFAULT_MIN_FINISHED);

    /** Checks the ranges. */
    public AbortRule {
        if (atLeast < 1 || minFinished < 1) {
            throw new IllegalArgumentException("not a rule: " + atLeast + ", " + minFinished);
        }
    }

    /**
     * Whether the rollout stops.
     *
     * @param counted devices that ended as {@link #when} says
     * @param finished devices that were worked on and have ended, however
     */
    public boolean holds(long counted, long finished) {
        boolean share = ofFinished.isEmpty()
                || (finished >= minFinished && ofFinished.get().reachedBy(counted, finished));
        return counted >= atLeast && share;
    }
}
