package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.Pace;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the work on each device of a rollout shares. Thread-safe.
 *
 * @param identities the hub's registry
 * @param board what was seen at the hub; without it a device's own word is the evidence
 * @param settings bounds
 * @param roots which changes of roots may be
 * @param pace clock
 * @param listener hears events
 */
record Workshop(
        HubIdentities identities,
        Optional<EvidenceBoard> board,
        RolloutSettings settings,
        RootsCheck roots,
        Pace pace,
        Consumer<RolloutEvent> listener) {}
