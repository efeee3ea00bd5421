package io.github.flexyfleet.simulator.flexy.basic;

/** A command that cannot be read or done. */
public final class BasicException extends Exception {
    BasicException(String message) {
        super(message);
    }

    /** No such item of the configuration. */
    public static BasicException unknownItem(String name) {
        return new BasicException("unknown item " + name);
    }

    /** With what the gateway said. */
    public BasicException(String message, Throwable cause) {
        super(message, cause);
    }
}
