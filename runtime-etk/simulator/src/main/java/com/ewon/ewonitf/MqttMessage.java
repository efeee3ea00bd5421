package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.guest.GuestStrings;

/** A message; text is encoded in the default charset, Latin-1 (flexy-etk 1.2). */
@SuppressWarnings("ArrayRecordComponent")
public class MqttMessage {
    private String topic;
    private byte[] payload;

    @SuppressWarnings("unused") // a received message is read before this object is made
    public MqttMessage(int handle) {}

    public MqttMessage(String topic, String payload) {
        this(topic, GuestStrings.getBytes(payload));
    }

    public MqttMessage(String topic, byte[] payload) {
        this.topic = topic;
        this.payload = payload;
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public void setPayload(String payload) {
        this.payload = GuestStrings.getBytes(payload);
    }

    public void setPayload(byte[] payload) {
        this.payload = payload;
    }

    public byte[] getPayload() {
        return payload;
    }

    public final void close() {
        topic = null;
        payload = null;
    }
}
