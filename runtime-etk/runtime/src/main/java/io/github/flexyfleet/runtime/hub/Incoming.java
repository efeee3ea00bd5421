package io.github.flexyfleet.runtime.hub;

/** A message from the hub. The payload is not copied. */
public final class Incoming {
    /** MQTT topic. */
    public final String topic;

    /** Payload, or null when there was no room to keep it. */
    public final byte[] payload;

    /** Puts the parts together. */
    public Incoming(String topic, byte[] payload) {
        this.topic = topic;
        this.payload = payload;
    }
}
