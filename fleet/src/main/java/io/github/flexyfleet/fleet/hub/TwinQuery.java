package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query for the twins of some devices (azure-iot-hub 4): asked by name, so that a hub's other devices cost nothing. Pure. */
final class TwinQuery {
    /** The hub's own bound of a page (azure-iot-hub 4). */
    static final int PAGE = 100;

    /** INFERRED: a hub takes no longer query. */
    private static final int LONGEST = 8_000;

    private static final String START = "SELECT * FROM devices WHERE deviceId IN [";
    private static final JsonMapper JSON = JsonMapper.shared();

    private TwinQuery() {}

    /** A page of answers. Each device that has a twin with something in it, and where the next page begins. */
    record Page(Map<DeviceId, ReportedState> states, List<SeenIdentity> identities, Optional<String> continuation) {
        /** Takes copies. */
        Page {
            states = Map.copyOf(states);
            identities = List.copyOf(identities);
        }
    }

    /** The query for the devices with a fleet's tag, which the fleet file may not have any more. */
    static String ofFleet(String fleet) {
        return "SELECT * FROM devices WHERE tags." + FleetTags.NAME + ".fleet = '" + fleet + "'";
    }

    /** The queries for these devices, as few as may be. */
    static List<String> of(Collection<DeviceId> devices) {
        List<String> queries = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int length = START.length();
        for (DeviceId device : new TreeSet<>(devices)) {
            String name = "'" + device + "'";
            if (names.size() == PAGE || length + name.length() + 2 > LONGEST) {
                queries.add(query(names));
                names.clear();
                length = START.length();
            }
            names.add(name);
            length += name.length() + 1;
        }
        if (!names.isEmpty()) {
            queries.add(query(names));
        }
        return queries;
    }

    private static String query(List<String> names) {
        return names.stream().collect(Collectors.joining(",", START, "]"));
    }

    /** The body of a request. */
    static String body(String query) {
        return JSON.createObjectNode().put("query", query).toString();
    }

    /** The list of an answer; empty when it is none. */
    static Optional<JsonNode> array(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isArray);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The identity of a single twin; empty when it is none. */
    static Optional<SeenIdentity> one(String text) {
        try {
            return SeenIdentity.of(JSON.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What an answer says; empty when it is none. */
    static Optional<Page> parse(String text, Optional<String> continuation) {
        try {
            JsonNode twins = JSON.readTree(text);
            if (!twins.isArray()) {
                return Optional.empty();
            }
            Map<DeviceId, ReportedState> states = new HashMap<>();
            List<SeenIdentity> identities = new ArrayList<>();
            for (JsonNode twin : twins) {
                String id = twin.path("deviceId").asString("");
                if (DeviceId.isValid(id)) {
                    ReportedState.of(twin).ifPresent(state -> states.put(new DeviceId(id), state));
                    SeenIdentity.of(twin).ifPresent(identities::add);
                }
            }
            return Optional.of(new Page(states, identities, continuation));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
