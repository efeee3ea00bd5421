package io.github.flexyfleet.runtime.hub;

/** A message to the hub, complete with its topic. The payload is not copied. */
public final class Message {
    /** Place in the outbox; grows by one from message to message, also over boots while messages wait. */
    public final long position;

    /** MQTT topic with the property bag, ASCII. */
    public final String topic;

    /** Payload. */
    public final byte[] payload;

    /** Puts the parts together. */
    public Message(long position, String topic, byte[] payload) {
        this.position = position;
        this.topic = topic;
        this.payload = payload;
    }

    /** Bytes that it takes in memory, about, and no fewer than on flash. */
    int weight() {
        return payload.length + 2 * topic.length();
    }
}
