package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import io.github.flexyfleet.simulator.time.Pause;
import io.github.flexyfleet.simulator.time.WorldTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Direct methods: calls that wait for their device (azure-iot-hub 1, 4). Thread-safe. */
final class DirectMethods {
    private static final int LARGEST = 128 * 1024;
    private static final Duration LOOK = Duration.ofMillis(100);

    // The ranges and defaults of both waits are INFERRED.
    private static final int SHORTEST_WAIT = 5;
    private static final int LONGEST_WAIT = 300;
    private static final int USUAL_WAIT = 30;

    private final LiveSessions sessions;
    private final WorldTime time;
    private final AtomicLong last = new AtomicLong();
    private final Map<Key, Call> open = new ConcurrentHashMap<>();

    private record Key(String deviceId, String request) {}

    /** One call; its answer is set before the pause ends. */
    private static final class Call {
        private final Pause pause;
        private volatile ObjectNode answer;

        Call(Pause pause) {
            this.pause = pause;
        }
    }

    DirectMethods(LiveSessions sessions, WorldTime time) {
        this.sessions = sessions;
        this.time = time;
    }

    /**
     * Calls a method and waits for its answer; in virtual time the caller must hold the time.
     *
     * @param body of the REST call
     * @return status and payload
     * @throws HubRefusal when the call is wrong, the device does not listen, or does not answer in time
     */
    ObjectNode invoke(String deviceId, JsonNode body) throws HubRefusal {
        String name = IdentityJson.text(body, "methodName");
        if (!name.matches("[^/?#\\s]{1,128}")) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "methodName is missing or unusable");
        }
        Duration connect = wait(body, "connectTimeoutInSeconds", 0, 0);
        Duration response = wait(body, "responseTimeoutInSeconds", SHORTEST_WAIT, USUAL_WAIT);
        // That a call without payload reaches the device as null is INFERRED.
        byte[] payload =
                Json.write(body.path("payload").isMissingNode() ? Json.object().nullNode() : body.get("payload"));
        if (payload.length > LARGEST) {
            throw new HubRefusal(HubError.MESSAGE_TOO_LARGE, "The payload is over 128 KB");
        }
        Key key = new Key(deviceId, Long.toHexString(last.incrementAndGet()));
        Call call = new Call(time.pause());
        open.put(key, call);
        try {
            deliver(key, name, payload, time.instant().plus(connect));
            if (!call.pause.await(response)) {
                throw new HubRefusal(HubError.GATEWAY_TIMEOUT, "The device did not answer in time");
            }
            return call.answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubRefusal(HubError.SERVICE_UNAVAILABLE, "The hub is closing");
        } finally {
            open.remove(key);
        }
    }

    private void deliver(Key key, String name, byte[] payload, Instant until) throws HubRefusal, InterruptedException {
        String topic = DeviceTopic.METHODS + name + "/?" + DeviceTopic.REQUEST_ID + key.request();
        while (true) {
            var connection = sessions.find(key.deviceId());
            if (connection.isPresent() && connection.get().call(topic, payload)) {
                return;
            }
            if (!time.instant().isBefore(until)) {
                throw new HubRefusal(HubError.DEVICE_NOT_ONLINE, "The device is not connected or takes no methods");
            }
            time.sleep(LOOK);
        }
    }

    private static Duration wait(JsonNode body, String name, int least, int usual) throws HubRefusal {
        int seconds = body.path(name).asInt(usual);
        if (seconds < least || seconds > LONGEST_WAIT) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, name + " is " + least + " to " + LONGEST_WAIT);
        }
        return Duration.ofSeconds(seconds);
    }

    /** Takes what a device answers; false when the hub ends its connection, since the answer is no JSON or too large. */
    boolean answer(String deviceId, DeviceTopic.MethodAnswer topic, byte[] body) {
        ObjectNode answer = Json.object().put("status", topic.status());
        try {
            answer.set("payload", body.length == 0 ? Json.object().nullNode() : Json.read(body));
        } catch (IOException e) {
            return false;
        }
        Call call = open.get(new Key(deviceId, topic.request()));
        if (call != null && body.length <= LARGEST) {
            call.answer = answer;
            call.pause.end();
        }
        return body.length <= LARGEST;
    }
}
