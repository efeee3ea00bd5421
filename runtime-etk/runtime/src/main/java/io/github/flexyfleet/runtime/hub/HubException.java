package io.github.flexyfleet.runtime.hub;

/** The MQTT client refused a call. */
public final class HubException extends Exception {
    /** Says what the client said. */
    public HubException(String message) {
        super(message);
    }
}
