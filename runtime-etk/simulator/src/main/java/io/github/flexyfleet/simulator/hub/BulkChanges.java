package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bulk call: up to 100 changes, each of which succeeds or fails for itself (azure-iot-hub 4). Thread-safe. */
final class BulkChanges {
    private static final int MOST = 100;

    private final HubParts hub;

    /**
     * What came out.
     *
     * @param successful whether all changes were made
     * @param json the answer's body
     */
    record Result(boolean successful, ObjectNode json) {}

    BulkChanges(HubParts hub) {
        this.hub = hub;
    }

    /**
     * Makes the changes of a list.
     *
     * @throws HubRefusal 400004 when it is no list, too long, or names a device twice; then nothing is changed
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
        hub.registry().batch(() -> hub.twins().batch(() -> changes.forEach(change -> apply(change, errors))));
        json.put("isSuccessful", errors.isEmpty());
        json.set("errors", errors);
        json.putArray("warnings");
        return new Result(errors.isEmpty(), json);
    }

    private void apply(JsonNode change, ArrayNode errors) {
        String id = IdentityJson.text(change, "id");
        String mode = IdentityJson.text(change, "importMode");
        try {
            apply(id, mode, change);
        } catch (HubRefusal e) {
            // The code as a number is INFERRED.
            errors.addObject()
                    .put("deviceId", id)
                    .put("errorCode", e.error().code())
                    .put("errorStatus", e.getMessage())
                    .put("operation", mode);
        }
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
