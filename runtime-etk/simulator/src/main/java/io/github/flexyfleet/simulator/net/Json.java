package io.github.flexyfleet.simulator.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON bytes and trees, for the wire and for the world's files. Thread-safe. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Reads one JSON document.
     *
     * @throws IOException when the bytes are no JSON
     */
    public static JsonNode read(byte[] bytes) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw new IOException("no JSON");
            }
            return node;
        } catch (JacksonException e) {
            throw new IOException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads an object from a file.
     *
     * @throws IOException when the file cannot be read or holds no JSON object
     */
    public static ObjectNode readObject(Path file) throws IOException {
        if (read(Files.readAllBytes(file)) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException(file + " holds no JSON object");
    }

    /** Writes a tree in one line, as UTF-8. */
    public static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }
}
