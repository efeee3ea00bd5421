package io.github.flexyfleet.simulator.hub;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which device is connected now, and what the hub remembers of it between connections. Thread-safe. */
final class LiveSessions {
    private final InstantSource clock;
    private final Map<String, MqttConnection> connected = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Integer>> kept = new ConcurrentHashMap<>();
    private final Map<String, Instant> stateChanged = new ConcurrentHashMap<>();
    private final Map<String, Instant> active = new ConcurrentHashMap<>();

    LiveSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** Puts a connection in the place of the device's last one, which the caller has to end. */
    Optional<MqttConnection> replace(String deviceId, MqttConnection connection) {
        stateChanged.put(deviceId, clock.instant());
        touch(deviceId);
        return Optional.ofNullable(connected.put(deviceId, connection));
    }

    /** Notes that a connection has ended, unless another one has taken its place. */
    void remove(String deviceId, MqttConnection connection) {
        if (connected.remove(deviceId, connection)) {
            stateChanged.put(deviceId, clock.instant());
        }
    }

    Optional<MqttConnection> find(String deviceId) {
        return Optional.ofNullable(connected.get(deviceId));
    }

    List<MqttConnection> all() {
        return List.copyOf(connected.values());
    }

    /** Notes that the device did something. */
    void touch(String deviceId) {
        active.put(deviceId, clock.instant());
    }

    Optional<Instant> lastActivity(String deviceId) {
        return Optional.ofNullable(active.get(deviceId));
    }

    Optional<Instant> stateChanged(String deviceId) {
        return Optional.ofNullable(stateChanged.get(deviceId));
    }

    /** The subscriptions that a client which connected without CleanSession left behind. */
    Optional<Map<String, Integer>> kept(String deviceId) {
        return Optional.ofNullable(kept.get(deviceId));
    }

    void keep(String deviceId, Map<String, Integer> subscriptions) {
        kept.put(deviceId, Map.copyOf(subscriptions));
    }

    void forget(String deviceId) {
        kept.remove(deviceId);
    }
}
