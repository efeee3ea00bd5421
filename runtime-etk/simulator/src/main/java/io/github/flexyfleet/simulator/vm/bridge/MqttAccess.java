package io.github.flexyfleet.simulator.vm.bridge;

/** The native MQTT client by client handle, above 0 (flexy-etk 1.2). */
public interface MqttAccess {
    /** A received message; the payload is not copied. */
    @SuppressWarnings("ArrayRecordComponent")
    record Message(String topic, byte[] payload) {}

    /** Makes a client. */
    int create(String clientId, String host);

    /** Sets an option before connect; names are case-insensitive. */
    void option(int handle, String name, String value) throws Refusal;

    /** Starts connecting; returns at once. */
    void connect(int handle) throws Refusal;

    /** 2 started, 3 connecting, 4 disconnected, 5 connected. */
    int status(int handle) throws Refusal;

    /** Subscribes; while not connected yet, at the next connection. Not repeated after a reconnect. */
    void subscribe(int handle, String pattern, int qos) throws Refusal;

    /** The oldest received message, null when there is none. */
    Message read(int handle) throws Refusal;

    /** Hands over a message and forgets it; refused while not connected. */
    void publish(int handle, String topic, byte[] payload, int qos, boolean retain) throws Refusal;

    /** Disconnects and frees the client. */
    void free(int handle);
}
