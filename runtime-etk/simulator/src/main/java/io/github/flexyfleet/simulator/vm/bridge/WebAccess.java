package io.github.flexyfleet.simulator.vm.bridge;

/** Web requests by the handle of their event. A handle that is closed takes and gives nothing. */
public interface WebAccess {
    /** A field of the request. */
    String variable(int handle, String name, String otherwise);

    /** Sets the content type of the answer. */
    void contentType(int handle, String value);

    /** Adds to the body of the answer. */
    void write(int handle, byte[] bytes, int offset, int length);
}
