package io.github.flexyfleet.runtime.port;

/** Is told of tag events, on the event thread; must return at once and never throw. */
public interface TagWatcher {
    /** A tag has another value; a string tag's is no number. The tag may have changed again meanwhile. */
    void changed(int tagId, double value, long utcMs);

    /** An event came that could not be read. */
    void lost();
}
