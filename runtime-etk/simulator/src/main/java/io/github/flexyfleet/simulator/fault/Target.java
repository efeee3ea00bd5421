package io.github.flexyfleet.simulator.fault;

/** Whose calls are counted. */
public sealed interface Target {
    /**
     * Calls of M2Web's {@code get/} for one gateway, also while it is offline.
     *
     * @param name its name in Talk2M
     */
    record Device(String name) implements Target {}

    /** All other calls of M2Web, refused ones too. */
    record Account() implements Target {}

    /** REST calls of the hub. */
    record Hub() implements Target {}
}
