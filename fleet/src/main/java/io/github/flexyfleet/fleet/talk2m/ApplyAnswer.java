package io.github.flexyfleet.fleet.talk2m;

import java.util.Optional;

/**
 * Answer to {@code fleetApply}.
 *
 * @param state the runtime's state
 * @param running digest of the bundle in use
 */
public record ApplyAnswer(RuntimeState state, Optional<String> running) {}
