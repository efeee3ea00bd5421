package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry of a rollout's record. Its line is JSON whose last member is the SHA-256 of all that stands before it, the hash
 * of the entry before among it: nothing can be changed, left out or put in between without being seen.
 *
 * @param number from 1, without gaps
 * @param time when it was made, by the clock of whoever made it
 * @param kind what it tells
 * @param device which device it is about
 * @param data the rest, by name; no secret is ever among it
 * @param previous hash of the entry before; 64 zeros in the first one
 * @param line as it is stored, without a line end
 */
public record Entry(
        long number,
        Instant time,
        EntryKind kind,
        Optional<DeviceId> device,
        SortedMap<String, String> data,
        Digest previous,
        String line) {
    /** What stands for the entry before the first one. */
    public static final Digest NONE = new Digest("0".repeat(64));

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HASH = ",\"hash\":\"";
    private static final int TAIL = HASH.length() + 64 + 2;

    /** Copies the data. */
    public Entry {
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    }

    /**
     * What an entry shall tell, before it has its place in a record.
     *
     * @param time when it was made
     * @param kind what it tells
     * @param device which device it is about
     * @param data the rest
     */
    public record Draft(Instant time, EntryKind kind, Optional<DeviceId> device, SortedMap<String, String> data) {
        /** The entry in its place, after the one with this hash; none before it: {@link Entry#NONE}. */
        public Entry at(long number, Digest previous) {
            ObjectNode node = JSON.createObjectNode();
            node.put("number", number);
            node.put("time", time.toString());
            node.put("kind", kind.wire());
            device.ifPresent(id -> node.put("device", id.value()));
            ObjectNode members = node.putObject("data");
            data.forEach(members::put);
            node.put("previous", previous.hex());
            String text = JSON.writeValueAsString(node);
            String body = text.substring(0, text.length() - 1);
            String line = body + HASH + hashOf(body).hex() + "\"}";
            return new Entry(number, time, kind, device, data, previous, line);
        }
    }

    /**
     * Reads a line.
     *
     * @throws BadEntryException when it is no entry, or is not as it was written
     */
    static Entry of(String line) throws BadEntryException {
        int end = line.length() - TAIL;
        if (end < 0 || !line.startsWith(HASH, end) || !line.endsWith("\"}")) {
            throw new BadEntryException("it is not an entry of a record");
        }
        String body = line.substring(0, end);
        if (!hashOf(body).hex().equals(line.substring(end + HASH.length(), line.length() - 2))) {
            throw new BadEntryException("it was changed: its hash does not fit");
        }
        try {
            JsonNode node = JSON.readTree(line);
            SortedMap<String, String> data = new TreeMap<>();
            node.path("data")
                    .propertyStream()
                    .forEach(member ->
                            data.put(member.getKey(), member.getValue().stringValue()));
            return new Entry(
                    node.path("number").longValue(),
                    Instant.parse(node.path("time").stringValue()),
                    EntryKind.of(node.path("kind").stringValue())
                            .orElseThrow(() -> new BadEntryException("its kind is not known to this version")),
                    node.has("device")
                            ? Optional.of(new DeviceId(node.path("device").stringValue()))
                            : Optional.empty(),
                    data,
                    new Digest(node.path("previous").stringValue()),
                    line);
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new BadEntryException("it is not an entry of a record");
        }
    }

    /** SHA-256 of the entry; the next one carries it. */
    public Digest hash() {
        return new Digest(line.substring(line.length() - 66, line.length() - 2));
    }

    /** A value of its data; empty when it has none of this name. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(data.get(name));
    }

    private static Digest hashOf(String body) {
        return Digest.of(body.getBytes(StandardCharsets.UTF_8));
    }

    /** A line that is no entry, or not any more. */
    static final class BadEntryException extends Exception {
        private static final long serialVersionUID = 1L;

        BadEntryException(String message) {
            super(message);
        }
    }
}
