package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** What the hub says to a device about its twin (azure-iot-hub 1). Thread-safe. */
final class TwinDialogue {
    private static final byte[] NOTHING = new byte[0];

    private final TwinStore twins;
    private final HubFaults faults;

    /**
     * A message to the device.
     *
     * @param topic where it goes
     * @param body JSON, or nothing
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(String topic, byte[] body) {}

    TwinDialogue(TwinStore twins, HubFaults faults) {
        this.twins = twins;
        this.faults = faults;
    }

    Answer get(String deviceId, String request) {
        if (faults.twinsThrottled()) {
            return new Answer(topic(429, request), NOTHING);
        }
        return new Answer(topic(200, request), Json.write(twins.forDevice(deviceId)));
    }

    Answer report(String deviceId, String request, byte[] patch) {
        if (faults.twinsThrottled()) {
            return new Answer(topic(429, request), NOTHING);
        }
        try {
            if (Json.read(patch) instanceof ObjectNode object) {
                OptionalLong version = twins.report(deviceId, object);
                if (version.isPresent()) {
                    return new Answer(topic(204, request) + "&$version=" + version.getAsLong(), NOTHING);
                }
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
