package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of the changes of a bulk call: each that is not named here was made.
 *
 * @param failures by device; the hub's own six-digit number, 0 when it told none
 * @param retryAfter how long the hub wants to be left alone, when it says so
 */
public record BulkResult(Map<DeviceId, Integer> failures, Optional<Duration> retryAfter) {
    /** There is an identity of this id already. */
    public static final int EXISTS = 409_001;

    /** Somebody has changed it since it was read. */
    public static final int OTHER_ETAG = 412_001;

    /** There is none. */
    public static final int NOT_FOUND = 404_001;

    /** The messages of the day are used up. */
    public static final int QUOTA = 403_002;

    /** Too much a minute. */
    public static final int THROTTLED = 429_001;

    /** Takes a copy. */
    public BulkResult {
        failures = Map.copyOf(failures);
    }

    /** Whether the change of a device was one too many for now. */
    public boolean isThrottled(DeviceId device) {
        return failures.getOrDefault(device, 0) == THROTTLED;
    }

    /** Why the change of a device was not made; empty when it was. */
    public Optional<IotHubFailure> failure(DeviceId device) {
        return Optional.ofNullable(failures.get(device)).map(this::failure);
    }

    /** The first three digits of a number are the HTTP status that a call of its own would have got (azure-iot-hub 4). */
    private IotHubFailure failure(int code) {
        if (code == QUOTA) {
            return new IotHubFailure.QuotaExceeded();
        }
        return IotHubFailure.known(code / 1000, "device", retryAfter)
                .orElseGet(() -> code == 0
                        ? new IotHubFailure.Unexpected(400, "")
                        : new IotHubFailure.Unexpected(code / 1000, Integer.toString(code)));
    }

    /** Reads an answer, which has the same form whether some changes failed (HTTP 400) or none (azure-iot-hub 4). */
    static Optional<BulkResult> parse(String text, Optional<Duration> retryAfter) {
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            if (!json.path("isSuccessful").isBoolean()) {
                return Optional.empty();
            }
            Map<DeviceId, Integer> failures = new HashMap<>();
            for (JsonNode error : json.path("errors")) {
                String id = error.path("deviceId").asString("");
                if (DeviceId.isValid(id)) {
                    failures.put(new DeviceId(id), number(error.path("errorCode")));
                }
            }
            boolean good = json.path("isSuccessful").booleanValue();
            return good || !failures.isEmpty() ? Optional.of(new BulkResult(failures, retryAfter)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The code comes as a number or as the name of one (INFERRED: the Java SDK knows names, the command line numbers). */
    private static int number(JsonNode code) {
        if (code.isIntegralNumber()) {
            return code.intValue();
        }
        String text = code.asString("");
        return switch (text) {
            case "DeviceAlreadyExists" -> EXISTS;
            case "PreconditionFailed" -> OTHER_ETAG;
            case "DeviceNotFound" -> NOT_FOUND;
            case "ThrottlingException" -> THROTTLED;
            default -> text.matches("[0-9]{6}") ? Integer.parseInt(text) : 0;
        };
    }
}
