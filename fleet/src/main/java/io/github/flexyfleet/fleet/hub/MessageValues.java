package io.github.flexyfleet.fleet.hub;

import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tag values of a message in classic or typed format (docs/device-protocol.md). */
public final class MessageValues {
    private static final JsonMapper JSON = new JsonMapper();

    private MessageValues() {}

    /** Values by tag name, as the message wrote them; of a tag that stands there twice, the last. Another form has none. */
    public static SortedMap<String, String> of(String body) {
        SortedMap<String, String> values = new TreeMap<>();
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (JacksonException e) {
            // Not JSON: the message still counts as arrived, and nobody sees values.
            return values;
        }
        if (tree.path("values").isArray()) {
            tree.path("values").forEach(value -> {
                if (value.path("name").isString() && value.has("value")) {
                    values.put(
                            value.path("name").stringValue(),
                            value.path("value").asString());
                }
            });
            return values;
        }
        tree.propertyStream()
                .filter(property ->
                        !property.getKey().equals("time") && property.getValue().isString())
                .forEach(property ->
                        values.put(property.getKey(), property.getValue().stringValue()));
        return values;
    }
}
