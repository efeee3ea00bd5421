package io.github.flexyfleet.runtime.tags;

/** A tag of the Flexy's tag table. Immutable. */
final class Tag {
    /** Tag id, never used again for another tag. */
    final Integer id;

    /** Tag name. */
    final String name;

    /** Type as exports number it (flexy-etk 5). */
    final int type;

    /** The Flexy's own groups that it is in, letters out of {@code ABCD}. */
    final String groups;

    Tag(Integer id, String name, int type, String groups) {
        this.id = id;
        this.name = name;
        this.type = type;
        this.groups = groups;
    }
}
