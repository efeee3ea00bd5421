package io.github.flexyfleet.fleet.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas explain themselves to an editor: every property says what it is, and its examples hold. */
class SchemaDocumentationTest {
    private static final String FOLDER = "/io/github/flexyfleet/schema/";

    private static JsonNode load(String name) throws IOException {
        try (InputStream in = SchemaDocumentationTest.class.getResourceAsStream(FOLDER + name)) {
            return JsonMapper.shared().readTree(in);
        }
    }

    /** All schemas of properties, each with its place; {@code $ref} siblings fill in what they leave out. */
    private static void properties(JsonNode root, JsonNode node, String place, Map<String, JsonNode> found) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String inner = place + "/" + entry.getKey();
            // A property may itself be called properties.
            if (entry.getKey().equals("properties") && !place.endsWith("/properties") && !place.contains("/anyOf/")) {
                entry.getValue()
                        .properties()
                        .forEach(property -> found.put(inner + "/" + property.getKey(), property.getValue()));
            }
            // A condition names properties that are described elsewhere.
            boolean data = List.of("examples", "default", "enum", "const", "if").contains(entry.getKey());
            if (!data) {
                properties(root, entry.getValue(), inner, found);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            properties(root, node.get(i), place + "/" + i, found);
        }
    }

    private static JsonNode merged(JsonNode root, JsonNode property) {
        ObjectNode merged = JsonMapper.shared().createObjectNode();
        if (property.has("$ref")) {
            merged.setAll((ObjectNode)
                    merged(root, root.at(property.get("$ref").stringValue().substring(1))));
        }
        return merged.setAll((ObjectNode) property);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.schema.json", "device.schema.json"})
    void every_property_has_a_title_a_description_a_default_and_examples(String name) throws IOException {
        JsonNode root = load(name);
        Map<String, JsonNode> properties = new java.util.TreeMap<>();
        properties(root, root, "", properties);

        assertThat(properties).hasSizeGreaterThan(15);
        assertThat(properties).allSatisfy((place, property) -> {
            JsonNode merged = merged(root, property);
            assertThat(merged.path("title").asString("")).isNotBlank();
            assertThat(merged.path("description").asString("")).isNotBlank();
            assertThat(merged.has("default")).isTrue();
            assertThat(merged.path("examples")).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.schema.json", "device.schema.json"})
    void defaults_and_examples_fit_their_own_schema(String name) throws IOException {
        JsonNode root = load(name);
        Map<String, JsonNode> properties = new java.util.TreeMap<>();
        properties(root, root, "", properties);
        properties.put("the file", root);

        assertThat(properties).allSatisfy((place, property) -> {
            ObjectNode alone = (ObjectNode) merged(root, property);
            alone.remove(List.of("$id", "$ref"));
            alone.set("$defs", root.get("$defs"));
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(alone);
            List<JsonNode> samples = new ArrayList<>();
            alone.path("examples").forEach(samples::add);
            if (alone.has("default")) {
                samples.add(alone.get("default"));
            }
            assertThat(samples)
                    .allSatisfy(sample ->
                            assertThat(schema.validate(sample)).as("%s", sample).isEmpty());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.schema.json", "device.schema.json"})
    void every_object_is_closed(String name) throws IOException {
        JsonNode root = load(name);
        List<JsonNode> objects = new ArrayList<>(List.of(root));
        root.findParents("properties").forEach(objects::add);

        assertThat(objects)
                .filteredOn(node -> node.has("title") && node.path("properties").isObject())
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.path("additionalProperties").asBoolean(true))
                        .isFalse());
    }

    @Test
    void an_included_file_takes_its_keys_from_the_fleet_file() throws IOException {
        JsonNode fleet = load("fleet.schema.json");
        JsonNode included = load("included.schema.json").path("properties");

        assertThat(included.propertyNames()).containsExactlyInAnyOrder("devicesFrom", "include", "profiles", "sites");
        assertThat(included.properties())
                .allSatisfy(entry -> assertThat(
                                fleet.at("/properties/" + entry.getKey()).isObject())
                        .isTrue())
                .allSatisfy(entry -> assertThat(entry.getValue().path("$ref").asString(""))
                        .isEqualTo("fleet.schema.json#/properties/" + entry.getKey()));
    }
}
