package io.github.flexyfleet.fleet.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A named publishing rule for tags.
 *
 * @param name 1..32 characters of {@code A-Z a-z 0-9 . _ -}
 * @param tags which tags belong to it
 * @param push when they are sent
 * @param payload what the messages look like
 */
public record TagGroup(String name, TagSelection tags, Push push, Payload payload) {
    /** Checks that the rule says which tags it takes. */
    public TagGroup {
        if (tags.saysNothing()) {
            throw new IllegalArgumentException("tag group " + name + " needs groups, names or types");
        }
    }

    /** The Flexy groups whose tags belong to it, in the order A to D; empty: any. */
    public Set<FlexyGroup> groups() {
        return tags.groups();
    }

    /** How often changed tags are sent, 1 s to 24 h. */
    public Optional<Duration> onChange() {
        return push.onChange();
    }

    /** How often all tags are sent, 1 s to 24 h; at least one of the two periods is there. */
    public Optional<Duration> full() {
        return push.full();
    }

    /** Form of the messages. */
    public PayloadFormat format() {
        return payload.format();
    }
}
