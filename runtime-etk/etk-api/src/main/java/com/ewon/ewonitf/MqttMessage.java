package com.ewon.ewonitf;

/** Message to publish or received. */
public class MqttMessage {
    public MqttMessage(int handle) {}

    public MqttMessage(String topic, String payload) {}

    public MqttMessage(String topic, byte[] payload) {}

    public String getTopic() {
        throw new RuntimeException("compile-only");
    }

    public void setTopic(String topic) {
        throw new RuntimeException("compile-only");
    }

    public void setPayload(String payload) {
        throw new RuntimeException("compile-only");
    }

    public void setPayload(byte[] payload) {
        throw new RuntimeException("compile-only");
    }

    public byte[] getPayload() {
        throw new RuntimeException("compile-only");
    }

    public final void close() {
        throw new RuntimeException("compile-only");
    }
}
