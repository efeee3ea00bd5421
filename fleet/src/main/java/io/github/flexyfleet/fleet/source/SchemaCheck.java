package io.github.flexyfleet.fleet.source;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks a located tree against a JSON Schema. Safe for use by several threads. */
public final class SchemaCheck {
    private static final String FLEET = "/io/github/flexyfleet/schema/fleet.schema.json";

    private final Schema schema;
    private final SchemaWords words;

    SchemaCheck(JsonNode node) {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(node);
        this.words = new SchemaWords(node);
    }

    /** The check against the fleet file's schema. */
    public static SchemaCheck ofFleet() {
        try (InputStream in = SchemaCheck.class.getResourceAsStream(FLEET)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + FLEET);
            }
            return new SchemaCheck(JsonMapper.shared().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks a file's tree. */
    public SchemaResult check(MapValue root) {
        List<Violation> violations = new ArrayList<>();
        List<Error> missing = new ArrayList<>();
        Map<String, Set<String>> mistyped = new HashMap<>();
        for (Error error : schema.validate(JsonTree.of(root))) {
            Trail trail = Trail.of(root, error.getInstanceLocation());
            switch (error.getKeyword()) {
                case "required" -> missing.add(error);
                case "additionalProperties" -> {
                    Optional<String> meant = words.meantKey(error, trail);
                    meant.ifPresent(key -> mistyped.computeIfAbsent(trail.path(), path -> new HashSet<>())
                            .add(key));
                    violations.add(words.unknownKey(error, trail, meant));
                }
                default -> violations.add(words.violation(error, trail));
            }
        }
        for (Error error : missing) {
            Trail trail = Trail.of(root, error.getInstanceLocation());
            // A mistyped key and the missing key that it was meant to be are one mistake.
            if (!mistyped.getOrDefault(trail.path(), Set.of()).contains(error.getProperty())) {
                violations.add(words.missingKey(error, trail));
            }
        }
        return new SchemaResult(violations);
    }
}
