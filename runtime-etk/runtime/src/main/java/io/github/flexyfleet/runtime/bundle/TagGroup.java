package io.github.flexyfleet.runtime.bundle;

/** A publishing rule for tags out of the device configuration. Immutable. */
public final class TagGroup {
    /** Name, carried by every message. */
    public final String name;

    /** The Flexy's own groups, letters out of {@code ABCD}; a tag in any of them belongs to this group. */
    public final String flexyGroups;

    /** Period of the push of changed values in seconds, 0 for none. */
    public final int onChangeSeconds;

    /** Period of the push of all values in seconds, 0 for none. */
    public final int fullSeconds;

    /** A rule with these values; {@link DeviceConfig} checks them. */
    public TagGroup(String name, String flexyGroups, int onChangeSeconds, int fullSeconds) {
        this.name = name;
        this.flexyGroups = flexyGroups;
        this.onChangeSeconds = onChangeSeconds;
        this.fullSeconds = fullSeconds;
    }
}
