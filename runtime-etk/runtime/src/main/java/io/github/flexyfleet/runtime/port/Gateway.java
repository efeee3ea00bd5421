package io.github.flexyfleet.runtime.port;

import java.io.IOException;

/** The Flexy itself: its exports and its state. Used by the worker thread only. */
public interface Gateway {
    /**
     * Runs an export block descriptor (flexy-etk 5) to its end.
     *
     * @throws IOException when the export fails or gives nothing within 15 s
     */
    byte[] export(String descriptor) throws IOException;

    /**
     * The same, unless it is longer than so many bytes: then null.
     *
     * @throws IOException as the other one
     */
    byte[] export(String descriptor, int max) throws IOException;

    /** Tells the watcher of the changes of all tags from now on, for good (flexy-etk 1.3). */
    void watch(TagWatcher watcher);

    /**
     * Replaces the BASIC program, for good.
     *
     * @throws IOException when the Flexy does not take it
     */
    void load(byte[] program) throws IOException;

    /**
     * Writes a tag.
     *
     * @param id its id, since nobody knows how a name of other letters than Latin ones gets to it
     * @param type its type as exports number it (flexy-etk 5)
     * @param value an Integer, which for a float holds its bits, a Long for a dword, or a String
     * @return the value before, as text
     * @throws IOException when there is no such tag or the Flexy does not take the value
     */
    String write(int id, int type, Object value) throws IOException;

    /** Serial number such as {@code 2005-0001-25}; empty when it cannot be read. */
    String serial();

    /** Firmware such as {@code 14.9}; empty when it cannot be read. */
    String firmware();

    /** Seconds since the Flexy started; unlike the clock it does not jump. */
    long upSeconds();

    /** Free bytes on flash. */
    long freeFlash();

    /** Free bytes on the Java heap. */
    long freeHeap();
}
