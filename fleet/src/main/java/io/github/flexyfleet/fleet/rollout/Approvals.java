package io.github.flexyfleet.fleet.rollout;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Who has approved what. Thread-safe. */
@FunctionalInterface
public interface Approvals {
    /** Nobody has approved anything. */
    Approvals NONE = wave -> Optional.empty();

    /**
     * Somebody's word.
     *
     * @param by who, as they call themselves
     * @param at when
     */
    record Approval(String by, Instant at) {}

    /**
     * The approval of a wave, when there is one.
     *
     * @throws IOException with words for people when that cannot be read
     */
    Optional<Approval> of(WaveKey wave) throws IOException;
}
