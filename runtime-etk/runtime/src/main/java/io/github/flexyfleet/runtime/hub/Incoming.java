package io.github.flexyfleet.runtime.hub;

/** A message from the hub. The payload is not copied. */
public final class Incoming {
    /** What stands before the number of a request in a topic. */
    public static final String REQUEST_ID = "$rid=";

    /** MQTT topic. */
    public final String topic;

    /** Payload, or null when there was no room to keep it. */
    public final byte[] payload;

    /** Puts the parts together. */
    public Incoming(String topic, byte[] payload) {
        this.topic = topic;
        this.payload = payload;
    }

    /** The number of the request in a topic, empty when there is none. */
    public static String requestId(String topic) {
        int from = topic.indexOf(REQUEST_ID);
        if (from < 0) {
            return "";
        }
        int end = topic.indexOf('&', from);
        return topic.substring(from + REQUEST_ID.length(), end < 0 ? topic.length() : end);
    }
}
