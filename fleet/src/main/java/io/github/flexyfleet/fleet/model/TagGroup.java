package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A named publishing rule for tags.
 *
 * @param name 1..32 characters of {@code A-Z a-z 0-9 . _ -}
 * @param groups the Flexy groups whose tags belong to it, at least one, in the order A to D
 * @param onChange how often changed tags are sent, 1 s to 24 h
 * @param full how often all tags are sent, 1 s to 24 h; at least one of the two periods is there
 * @param format form of the messages
 */
public record TagGroup(
        String name,
        Set<FlexyGroup> groups,
        Optional<Duration> onChange,
        Optional<Duration> full,
        PayloadFormat format) {
    /** Checks that the rule takes some tags and sends them at some time. */
    public TagGroup {
        if (groups.isEmpty() || (onChange.isEmpty() && full.isEmpty())) {
            throw new IllegalArgumentException("tag group " + name + " needs groups and a push period");
        }
        groups = Collections.unmodifiableSet(EnumSet.copyOf(groups));
    }
}
