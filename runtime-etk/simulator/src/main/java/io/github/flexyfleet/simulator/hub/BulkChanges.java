package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bulk call: up to 100 changes, each of which succeeds or fails for itself (azure-iot-hub 4). Thread-safe. */
final class BulkChanges {
    private static final int MOST = 100;

    private final HubParts hub;
    private final HubThrottle throttle;
    private final boolean inParts;

    /**
     * What came out.
     *
     * @param successful whether all changes were made
     * @param json the answer's body
     * @param retryAfter how long those that were too many have to wait
     */
    record Result(boolean successful, ObjectNode json, Optional<Duration> retryAfter) {}

    /**
     * The bulk calls of a hub.
     *
     * @param inParts whether a call that is too much fails for some of its devices only
     */
    BulkChanges(HubParts hub, HubThrottle throttle, boolean inParts) {
        this.hub = hub;
        this.throttle = throttle;
        this.inParts = inParts;
    }

    /**
     * Makes the changes of a list.
     *
     * @throws HubRefusal 400004 when it is no list, too long, or names a device twice, 429001 when there is too much to
     *     do; then nothing is changed
     */
    Result apply(JsonNode list) throws HubRefusal {
        if (!(list instanceof ArrayNode changes) || changes.isEmpty() || changes.size() > MOST) {
            throw new HubRefusal(HubError.ARGUMENT_INVALID, "a bulk call takes a list of 1 to " + MOST + " devices");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode change : changes) {
            String id = IdentityJson.text(change, "id");
            if (!ids.add(id)) {
                throw new HubRefusal(HubError.ARGUMENT_INVALID, "a device stands twice in the list: " + id);
            }
        }
        ObjectNode json = Json.object();
        ArrayNode errors = Json.object().putArray("errors");
        int granted = granted(changes.size());
        hub.registry()
                .batch(() -> hub.twins().batch(() -> {
                    for (int number = 0; number < changes.size(); number++) {
                        if (number < granted) {
                            apply(changes.get(number), errors);
                        } else {
                            error(changes.get(number), tooMany(changes.size() - granted), errors);
                        }
                    }
                }));
        json.put("isSuccessful", errors.isEmpty());
        json.set("errors", errors);
        json.putArray("warnings");
        return new Result(
                errors.isEmpty(),
                json,
                granted == changes.size()
                        ? Optional.empty()
                        : tooMany(changes.size() - granted).retryAfter());
    }

    /** A call counts as many times as it has devices (azure-iot-hub 0). */
    private int granted(int devices) throws HubRefusal {
        if (inParts) {
            return throttle.takeSome(HubThrottle.Kind.REGISTRY, devices);
        }
        throttle.take(HubThrottle.Kind.REGISTRY, devices);
        return devices;
    }

    private HubRefusal tooMany(int devices) {
        return throttle.refusal(HubThrottle.Kind.REGISTRY, devices);
    }

    private void apply(JsonNode change, ArrayNode errors) {
        String id = IdentityJson.text(change, "id");
        String mode = IdentityJson.text(change, "importMode");
        try {
            apply(id, mode, change);
        } catch (HubRefusal e) {
            error(change, e, errors);
        }
    }

    /** The code as a number is INFERRED. */
    private static void error(JsonNode change, HubRefusal refusal, ArrayNode errors) {
        errors.addObject()
                .put("deviceId", IdentityJson.text(change, "id"))
                .put("errorCode", refusal.error().code())
                .put("errorStatus", refusal.getMessage())
                .put("operation", IdentityJson.text(change, "importMode"));
    }

    private void apply(String id, String mode, JsonNode change) throws HubRefusal {
        EtagMatch any = new EtagMatch.Any();
        EtagMatch etag = new EtagMatch.Exactly(IdentityJson.text(change, "eTag"));
        switch (mode) {
            case "create" -> {
                hub.registry().create(IdentityJson.settings(id, change));
                twin(id, change, any);
            }
            case "update" -> hub.registry().update(IdentityJson.settings(id, change), any);
            case "updateIfMatchETag" -> hub.registry().update(IdentityJson.settings(id, change), etag);
            case "delete" -> hub.registry().delete(id, any);
            case "deleteIfMatchETag" -> hub.registry().delete(id, etag);
            case "updateTwin" -> existingTwin(id, change, any);
            case "updateTwinIfMatchETag" ->
                existingTwin(id, change, new EtagMatch.Exactly(IdentityJson.text(change, "twinETag")));
            default -> throw new HubRefusal(HubError.ARGUMENT_INVALID, "unknown importMode");
        }
    }

    private void existingTwin(String id, JsonNode change, EtagMatch match) throws HubRefusal {
        if (!hub.tier().twins()) {
            throw new HubRefusal(HubError.OPERATION_NOT_ALLOWED, "A Basic hub has no twins");
        }
        hub.registry().get(id);
        twin(id, change, match);
    }

    private void twin(String id, JsonNode change, EtagMatch match) throws HubRefusal {
        if (hub.tier().twins() && (change.has("tags") || change.has("properties"))) {
            ObjectNode push = hub.twins().change(id, change, match);
            if (!push.isEmpty()) {
                hub.sessions().find(id).ifPresent(connection -> connection.pushDesired(push));
            }
        }
    }
}
