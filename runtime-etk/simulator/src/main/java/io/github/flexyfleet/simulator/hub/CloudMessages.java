package io.github.flexyfleet.simulator.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages from the cloud that wait for their devices, 50 a device at most (azure-iot-hub 1). One that was sent is sent
 * again at the next connection until the device has acknowledged it. Thread-safe.
 */
final class CloudMessages {
    private static final int MOST = 50;
    private static final int LARGEST = 64 * 1024;

    private final Map<String, Deque<Waiting>> queues = new HashMap<>();

    /** One message; it is under way to the device while it has a packet of its present connection. */
    static final class Waiting {
        private final String topic;
        private final byte[] body;
        private MqttConnection by;
        private int packet;

        private Waiting(String topic, byte[] body) {
            this.topic = topic;
            this.body = body.clone();
        }

        String topic() {
            return topic;
        }

        byte[] body() {
            return body.clone();
        }
    }

    /**
     * Takes a message for a device.
     *
     * @throws HubRefusal when it is too large, or 50 wait already
     */
    synchronized void add(String deviceId, Map<String, String> properties, byte[] body) throws HubRefusal {
        if (body.length > LARGEST) {
            throw new HubRefusal(HubError.MESSAGE_TOO_LARGE, "A message to a device has 64 KB at most");
        }
        Deque<Waiting> queue = queues.computeIfAbsent(deviceId, none -> new ArrayDeque<>());
        if (queue.size() >= MOST) {
            throw new HubRefusal(HubError.QUEUE_FULL, "50 messages wait for the device already");
        }
        queue.add(new Waiting(topic(deviceId, properties), body));
    }

    /** The topic with its bag; the hub names the device's address as a system property. */
    private static String topic(String deviceId, Map<String, String> properties) {
        StringBuilder topic = new StringBuilder("devices/" + deviceId + "/messages/devicebound/%24.to="
                + encoded("/devices/" + deviceId + "/messages/deviceBound"));
        new TreeMap<>(properties)
                .forEach((name, value) ->
                        topic.append('&').append(encoded(name)).append('=').append(encoded(value)));
        return topic.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Those that are not under way over this connection, in their order. */
    synchronized List<Waiting> waiting(String deviceId, MqttConnection connection) {
        return queues.getOrDefault(deviceId, new ArrayDeque<>()).stream()
                .filter(message -> message.by != connection)
                .toList();
    }

    /** Notes that a message is under way. */
    synchronized void sent(Waiting message, MqttConnection connection, int packet) {
        message.by = connection;
        message.packet = packet;
    }

    /** Forgets a message that the device has acknowledged. */
    synchronized void acknowledged(String deviceId, MqttConnection connection, int packet) {
        Deque<Waiting> queue = queues.get(deviceId);
        if (queue != null) {
            queue.removeIf(message -> message.by == connection && message.packet == packet);
        }
    }

    /** How many wait. */
    synchronized int count(String deviceId) {
        return queues.getOrDefault(deviceId, new ArrayDeque<>()).size();
    }

    /** Forgets the messages of a device that was removed. */
    synchronized void remove(String deviceId) {
        queues.remove(deviceId);
    }
}
