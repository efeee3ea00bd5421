package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import io.github.flexyfleet.simulator.net.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON objects by id in a file that grows by a line for each change, so that a change costs the same however many there
 * are. The last line of an id counts. The file is written anew when most of its lines are out of date. Not thread-safe.
 */
public final class Journal {
    private static final int SLACK = 1000;
    private static final String ID = "id";
    private static final String VALUE = "value";
    private static final String BEGIN = "{\"id\":";

    private final Path file;
    private final Supplier<Map<String, ObjectNode>> present;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding;
    private int batches;
    private long lines;

    /**
     * A journal that is not read yet.
     *
     * @param present all objects as they are now, asked for when the file is written anew
     */
    public Journal(Path file, Supplier<Map<String, ObjectNode>> present) {
        this.file = file;
        this.present = present;
    }

    /**
     * Reads the file; without it there is nothing. A last line that was cut off is left out.
     *
     * @throws IOException when the file cannot be read or holds something else
     */
    public Map<String, ObjectNode> read() throws IOException {
        Map<String, ObjectNode> found = new TreeMap<>();
        if (!Files.exists(file)) {
            return found;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            take(text.substring(start, end), found);
            start = end + 1;
            lines++;
        }
        String rest = text.substring(start);
        if (!rest.isEmpty()) {
            if (!rest.startsWith(BEGIN) && !BEGIN.startsWith(rest)) {
                throw foreign();
            }
            PrivateFiles.write(file, text.substring(0, start).getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private IOException foreign() {
        return new IOException(file + " is no journal of a hub");
    }

    private void take(String line, Map<String, ObjectNode> found) throws IOException {
        if (!(Json.read(line.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode entry) || !entry.has(ID)) {
            throw foreign();
        }
        if (entry.path(VALUE) instanceof ObjectNode value) {
            found.put(entry.path(ID).stringValue(""), value);
        } else {
            found.remove(entry.path(ID).stringValue(""));
        }
    }

    /** Writes what an object is now. */
    public void put(String id, ObjectNode value) {
        ObjectNode entry = Json.object().put(ID, id);
        entry.set(VALUE, value);
        append(entry);
    }

    /** Writes that an object is gone. */
    public void remove(String id) {
        append(Json.object().put(ID, id).putNull(VALUE));
    }

    /**
     * Makes several changes that are written at once, at the end of the last batch of those that are open.
     *
     * @param lock what guards this journal; not held while the changes are made
     */
    void batch(Object lock, Runnable changes) {
        synchronized (lock) {
            batches++;
            holding = true;
        }
        try {
            changes.run();
        } finally {
            synchronized (lock) {
                batches--;
                if (batches == 0) {
                    holding = false;
                    write();
                }
            }
        }
    }

    private void append(ObjectNode entry) {
        held.writeBytes(Json.write(entry));
        held.write('\n');
        lines++;
        if (!holding) {
            write();
        }
    }

    private void write() {
        try {
            Map<String, ObjectNode> all = lines > SLACK ? present.get() : Map.of();
            if (lines > SLACK && lines > 4L * all.size()) {
                held.reset();
                lines = 0;
                holding = true;
                all.forEach(this::put);
                holding = false;
                PrivateFiles.write(file, held.toByteArray());
            } else {
                PrivateFiles.append(file, held.toByteArray());
            }
            held.reset();
        } catch (IOException e) {
            throw new UncheckedIOException("the hub cannot keep what it knows", e);
        }
    }
}
