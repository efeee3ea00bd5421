package io.github.flexyfleet.simulator.hub;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a device means by publishing to a topic (azure-iot-hub 1). */
sealed interface DeviceTopic {
    /**
     * A message.
     *
     * @param bag its properties
     */
    record Telemetry(PropertyBag bag) implements DeviceTopic {}

    /**
     * The question for its twin.
     *
     * @param request the {@code $rid} as it was sent, to be sent back
     */
    record TwinGet(String request) implements DeviceTopic {}

    /**
     * A change of its reported properties.
     *
     * @param request the {@code $rid} as it was sent, to be sent back
     */
    record TwinReport(String request) implements DeviceTopic {}

    /**
     * The answer to a direct method.
     *
     * @param status as the device says
     * @param request the {@code $rid} of the call
     */
    record MethodAnswer(int status, String request) implements DeviceTopic {}

    /** What stands before the id of a request in a topic. */
    String REQUEST_ID = "$rid=";

    /** Topics on which devices answer direct methods. */
    Pattern METHOD_ANSWER = Pattern.compile("\\$iothub/methods/res/([0-9]{1,9})/\\?.*");

    /** The topic on which the answer to a twin request comes, without status and query. */
    String TWIN_ANSWER = "$iothub/twin/res/";

    /** The filter for these answers. */
    String TWIN_ANSWERS = TWIN_ANSWER + "#";

    /** The topic on which direct methods come, without name and query. */
    String METHODS = "$iothub/methods/POST/";

    /** The topic on which changes of the desired properties come, without query. */
    String DESIRED = "$iothub/twin/PATCH/properties/desired/";

    /** Reads a topic; empty when the hub takes no messages there. */
    static Optional<DeviceTopic> parse(String deviceId, String topic) {
        String telemetry = "devices/" + deviceId + "/messages/events/";
        try {
            if (topic.startsWith(telemetry)) {
                return Optional.of(new Telemetry(PropertyBag.parse(topic.substring(telemetry.length()))));
            }
            // The slash at the end belongs to the documented form; senders that leave it out are known.
            if ((topic + "/").equals(telemetry)) {
                return Optional.of(new Telemetry(PropertyBag.parse("")));
            }
            Optional<String> get = request(topic, "$iothub/twin/GET/?");
            if (get.isPresent()) {
                return get.map(TwinGet::new);
            }
            Matcher answer = METHOD_ANSWER.matcher(topic);
            if (answer.matches()) {
                int status = Integer.parseInt(answer.group(1));
                return request(topic, answer.group(0).substring(0, answer.end(1)) + "/?")
                        .map(id -> new MethodAnswer(status, id));
            }
            return request(topic, "$iothub/twin/PATCH/properties/reported/?").map(TwinReport::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The filter for messages from the cloud. */
    static String deviceBound(String deviceId) {
        return "devices/" + deviceId + "/messages/devicebound/#";
    }

    /** The filters that a device may subscribe to. */
    static Set<String> filters(String deviceId, HubTier tier) {
        return tier.twins() ? Set.of(deviceBound(deviceId), TWIN_ANSWERS, DESIRED + "#", METHODS + "#") : Set.of();
    }

    private static Optional<String> request(String topic, String start) {
        if (!topic.startsWith(start)) {
            return Optional.empty();
        }
        return Stream.of(topic.substring(start.length()).split("&", -1))
                .filter(pair -> pair.startsWith(REQUEST_ID))
                .map(pair -> pair.substring(REQUEST_ID.length()))
                .findFirst();
    }
}
