package io.github.flexyfleet.fleet.hub;

/** A text is not a connection string of an IoT Hub. Names what is wrong and shows nothing of the text. */
public final class InvalidConnectionStringException extends Exception {
    InvalidConnectionStringException(String problem) {
        super(problem);
    }
}
