package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/** What the hub says to a device about its twin (azure-iot-hub 1). Thread-safe. */
final class TwinDialogue {
    private static final byte[] NOTHING = new byte[0];

    private final TwinStore twins;

    /**
     * A message to the device.
     *
     * @param topic where it goes
     * @param body JSON, or nothing
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(String topic, byte[] body) {}

    TwinDialogue(TwinStore twins) {
        this.twins = twins;
    }

    Answer get(String deviceId, String request) {
        return new Answer(topic(200, request), Json.write(twins.forDevice(deviceId)));
    }

    Answer report(String deviceId, String request, byte[] patch) {
        try {
            if (Json.read(patch) instanceof ObjectNode object) {
                return new Answer(topic(204, request) + "&$version=" + twins.report(deviceId, object), NOTHING);
            }
        } catch (IOException e) {
            // No JSON is as wrong as JSON that is no object.
        }
        return new Answer(topic(400, request), NOTHING);
    }

    static Answer push(ObjectNode patch) {
        long version = patch.path("$version").longValue();
        return new Answer(DeviceTopic.DESIRED + "?$version=" + version, Json.write(patch));
    }

    private static String topic(int status, String request) {
        return DeviceTopic.TWIN_ANSWER + status + "/?" + DeviceTopic.REQUEST_ID + request;
    }
}
