package io.github.flexyfleet.simulator.flexy;

import io.github.flexyfleet.simulator.net.Json;
import io.github.flexyfleet.simulator.net.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The SYS items of a gateway. Changes count at once; without {@link #save} the next boot does not know them
 * (flexy-etk 1.4). Names do not mind case. Thread-safe.
 */
final class Configuration {
    private final Path file;
    private final Map<String, String> items = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> saved = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Reads what was saved.
     *
     * @throws IOException when the file cannot be read
     */
    Configuration(Path file, FlexySpec spec) throws IOException {
        this.file = file;
        saved.put("Identification", spec.name());
        saved.put("Timezone", spec.zone().getId());
        saved.put("UTCExport", "1");
        saved.put("HTTPC_SDTO", "10");
        saved.put("HTTPC_RDTO", "10");
        saved.put("HttpCertDir", "");
        if (Files.exists(file)) {
            Json.readObject(file)
                    .properties()
                    .forEach(entry -> saved.put(entry.getKey(), entry.getValue().stringValue("")));
        }
        boot();
    }

    /** The gateway starts: only what was saved is known. */
    synchronized void boot() {
        items.clear();
        items.putAll(saved);
    }

    synchronized Optional<String> item(String name) {
        return Optional.ofNullable(items.get(name));
    }

    /** Sets an item that exists; false when it does not. */
    synchronized boolean set(String name, String value) {
        return items.replace(name, value) != null;
    }

    /** Keeps the items over the next boot. */
    synchronized void save() throws IOException {
        if (saved.equals(items)) {
            return;
        }
        saved.putAll(items);
        ObjectNode json = Json.object();
        saved.forEach(json::put);
        PrivateFiles.write(file, Json.write(json));
    }

    /** As the file config.txt shows it. */
    synchronized String text() {
        StringBuilder text = new StringBuilder(":System\r\n");
        items.forEach(
                (name, value) -> text.append(name).append(':').append(value).append("\r\n"));
        return text.toString();
    }
}
