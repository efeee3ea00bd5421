package io.github.flexyfleet.fleet.model;

import java.util.List;
import java.util.Optional;

/**
 * What a rollout has to know of a device. Part of no bundle, so it changes no digest.
 *
 * @param labels by which waves choose it, each once
 * @param windows when it may begin; none: at any time
 * @param hold how it asks to wait
 */
public record RolloutTraits(List<String> labels, List<Window> windows, Optional<Hold> hold) {
    /** No labels, at any time. */
    public static final RolloutTraits NONE = new RolloutTraits(List.of(), List.of(), Optional.empty());

    /** Takes copies. */
    public RolloutTraits {
        labels = List.copyOf(labels);
        windows = List.copyOf(windows);
    }
}
