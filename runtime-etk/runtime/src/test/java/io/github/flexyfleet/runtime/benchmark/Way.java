package io.github.flexyfleet.runtime.benchmark;

/** A way from tags to messages. */
interface Way {
    /** Makes the messages of a second. */
    void second(int number) throws Exception;

    /** Values in the messages of the last second; not measured. */
    long published();
}
