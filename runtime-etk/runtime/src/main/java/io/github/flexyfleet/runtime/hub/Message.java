package io.github.flexyfleet.runtime.hub;

/** A message to the hub, complete with its topic. The payload is not copied. */
public final class Message {
    /** Sequence number, from 1 at every boot. */
    public final long sequence;

    /** MQTT topic with the property bag. */
    public final String topic;

    /** Payload. */
    public final byte[] payload;

    /** Puts the parts together. */
    public Message(long sequence, String topic, byte[] payload) {
        this.sequence = sequence;
        this.topic = topic;
        this.payload = payload;
    }

    /** Bytes that it takes in memory, about. */
    int weight() {
        return payload.length + 2 * topic.length();
    }
}
