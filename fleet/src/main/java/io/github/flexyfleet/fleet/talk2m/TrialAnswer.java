package io.github.flexyfleet.fleet.talk2m;

import java.util.Optional;

/**
 * Answer to {@code fleetConfirm} and {@code fleetRevert}.
 *
 * @param state the runtime's state
 * @param confirmed digest of the confirmed bundle
 */
public record TrialAnswer(RuntimeState state, Optional<String> confirmed) {}
