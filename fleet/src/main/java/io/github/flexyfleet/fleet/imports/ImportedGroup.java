package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.FlexyGroup;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tag group that was found.
 *
 * @param name for the fleet file
 * @param groups the Flexy's groups; empty when they are not known
 * @param onChange period of change pushes, 1 s to 24 h
 * @param full period of full pushes, 1 s to 24 h; when neither is known, one is proposed
 * @param notes comments
 */
public record ImportedGroup(
        String name, Set<FlexyGroup> groups, Optional<Duration> onChange, Optional<Duration> full, List<String> notes) {
    /** Takes copies. */
    public ImportedGroup {
        groups = Collections.unmodifiableSet(new TreeSet<>(groups));
        notes = List.copyOf(notes);
    }
}
