package io.github.flexyfleet.simulator.flexy.basic;

/** A command that cannot be read or done. */
public final class BasicException extends Exception {
    BasicException(String message) {
        super(message);
    }

    /** With what the gateway said. */
    public BasicException(String message, Throwable cause) {
        super(message, cause);
    }
}
