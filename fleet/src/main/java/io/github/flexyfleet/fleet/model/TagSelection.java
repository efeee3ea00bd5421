package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.source.Wildcard;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which tags belong to a tag group: those that fit each of the three parts that is not empty.
 *
 * @param groups a tag that is in any of these Flexy groups; empty: any tag
 * @param names patterns with {@code *} and {@code ?}, an exclamation mark before those that take tags out again; a tag
 *     that fits at least one of those without and none of those with it; with none without it, any tag that no other
 *     pattern takes out; empty: any tag
 * @param types a tag of any of these types; empty: any tag
 */
public record TagSelection(Set<FlexyGroup> groups, List<String> names, Set<TagType> types) {
    /** Takes copies, in the order of the enums. */
    public TagSelection {
        groups = Collections.unmodifiableSet(ordered(groups, FlexyGroup.class));
        names = List.copyOf(names);
        types = Collections.unmodifiableSet(ordered(types, TagType.class));
    }

    /** Whether nothing is said, so that the selection would be all tags by accident. */
    public boolean saysNothing() {
        return groups.isEmpty() && names.isEmpty() && types.isEmpty();
    }

    /** Whether a tag belongs to it, as the runtime decides it. */
    public boolean takes(TagList.Tag tag) {
        boolean inGroup = groups.isEmpty() || tag.groups().stream().anyMatch(groups::contains);
        boolean ofType = types.isEmpty() || tag.type().filter(types::contains).isPresent();
        return inGroup && ofType && isNamed(tag.name());
    }

    private boolean isNamed(String tag) {
        boolean found = names.stream().allMatch(name -> name.startsWith("!"));
        for (String name : names) {
            if (name.startsWith("!")) {
                if (Wildcard.matches(name.substring(1), tag)) {
                    return false;
                }
            } else {
                found = found || Wildcard.matches(name, tag);
            }
        }
        return found;
    }

    private static <E extends Enum<E>> EnumSet<E> ordered(Set<E> set, Class<E> type) {
        EnumSet<E> ordered = EnumSet.noneOf(type);
        ordered.addAll(set);
        return ordered;
    }
}
