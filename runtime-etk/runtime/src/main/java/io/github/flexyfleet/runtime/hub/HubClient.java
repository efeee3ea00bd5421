package io.github.flexyfleet.runtime.hub;

import java.io.IOException;

/**
 * One client of the hub. That of MQTT is the Flexy's own, with its states and its silences (flexy-etk 1.2): no
 * acknowledgement, no reason, and it connects again by itself. Used by the worker thread only.
 */
public interface HubClient {
    /** Status while connected; the only one in which publishing is allowed. */
    int CONNECTED = 5;

    /** Status while connecting. */
    int CONNECTING = 3;

    /** Starts to connect and returns at once. */
    void connect() throws IOException;

    /** Present status: -1 unknown, 2 and 3 connecting, 4 disconnected, 5 connected. */
    int status() throws IOException;

    /** Whether the connection was lost since the last call, even if it is back already. */
    boolean wentDown();

    /** Why the last message did not get through, once and where it is known; else null. */
    String problem();

    /** Whether it has room for a message. */
    boolean takes();

    /** Subscribes at QoS 0. */
    void subscribe(String pattern) throws IOException;

    /** Publishes at QoS 1 without retain. */
    void publish(String topic, byte[] payload) throws IOException;

    /** The next message received, or null when there is none. */
    Incoming next();

    /** Messages lost without a trace since the last call, because more came than could be kept. */
    int lost();

    /** Ends the client for good. */
    void close();
}
