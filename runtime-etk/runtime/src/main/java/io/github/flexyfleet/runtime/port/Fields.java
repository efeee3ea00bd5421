package io.github.flexyfleet.runtime.port;

/** The fields of a web form. */
public interface Fields {
    /** Value of a field, empty when it was not sent. */
    String get(String name);
}
