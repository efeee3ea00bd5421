package io.github.flexyfleet.fleet.hub;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a device's twin says of its place in the fleet, {@code tags.flexyfleet}: for queries and automatic configurations
 * of other tools. Labels are keys, since a twin should hold no lists (azure-iot-hub 1); a dot in one is written
 * {@code %2E}, since no key may have one.
 *
 * @param fleet name of the fleet
 * @param site name of the site
 * @param labels each once
 * @param digest of the configuration that the device was last confirmed with; empty when that is not known
 */
public record FleetTags(String fleet, String site, List<String> labels, Optional<String> digest) {
    /** The member of {@code tags}. */
    static final String NAME = "flexyfleet";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Sorts the labels. */
    public FleetTags {
        labels = labels.stream().sorted().toList();
    }

    /** The same with a digest. */
    public FleetTags with(Optional<String> other) {
        return new FleetTags(fleet, site, labels, other);
    }

    /** What a twin says; empty when it says nothing that can be compared. */
    static Optional<FleetTags> of(JsonNode twin) {
        JsonNode tags = twin.path("tags").path(NAME);
        if (!tags.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new FleetTags(
                tags.path("fleet").asString(""),
                tags.path("site").asString(""),
                tags.path("labels").propertyNames().stream()
                        .map(label -> label.replace("%2E", ".").replace("%25", "%"))
                        .toList(),
                Optional.of(tags.path("digest").asString("")).filter(text -> !text.isEmpty())));
    }

    /** A merge patch for {@code tags} that makes what a twin says now into this. */
    ObjectNode patch(Optional<FleetTags> now) {
        ObjectNode tags = JSON.createObjectNode();
        ObjectNode ours = tags.putObject(NAME);
        ours.put("fleet", fleet).put("site", site);
        digest.ifPresent(hex -> ours.put("digest", hex));
        Map<String, Boolean> keys = new TreeMap<>();
        now.ifPresent(old -> old.labels().forEach(label -> keys.put(key(label), false)));
        labels.forEach(label -> keys.put(key(label), true));
        ObjectNode members = ours.putObject("labels");
        keys.forEach((name, wanted) -> {
            if (wanted) {
                members.put(name, true);
            } else {
                members.putNull(name);
            }
        });
        return tags;
    }

    private static String key(String label) {
        return label.replace("%", "%25").replace(".", "%2E");
    }
}
