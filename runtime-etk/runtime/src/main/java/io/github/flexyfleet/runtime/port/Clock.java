package io.github.flexyfleet.runtime.port;

/** The Flexy's clock; it may be wrong after power-up and may jump (flexy-etk 6). Thread-safe. */
public interface Clock {
    /** Milliseconds since 1970, UTC. */
    long now();
}
