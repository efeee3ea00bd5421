package io.github.flexyfleet.simulator.time;

/** Something under way that somebody waits for, such as a message on the wire: no virtual time passes until it ends. */
public interface Busy extends AutoCloseable {
    /** Ends it; a second call does nothing. Callable from any thread. */
    @Override
    void close();
}
