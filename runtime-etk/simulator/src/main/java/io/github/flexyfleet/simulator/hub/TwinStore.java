package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The twins of a hub, kept in a file; a device without an entry has an empty twin. Thread-safe. */
final class TwinStore {
    private static final String VERSION = "$version";

    private final Journal journal;
    private final Map<String, Twin> twins = new TreeMap<>();
    private final List<Consumer<String>> changes = new CopyOnWriteArrayList<>();

    /** One twin. The trees are never changed, only replaced. */
    private record Twin(ObjectNode tags, ObjectNode desired, ObjectNode reported, long version) {
        static Twin empty() {
            return new Twin(
                    Json.object(), Json.object().put(VERSION, 1), Json.object().put(VERSION, 1), 1);
        }
    }

    private TwinStore(Path file) {
        this.journal = new Journal(file, this::all);
    }

    /**
     * Opens the twins of a file; without that file all are empty.
     *
     * @throws IOException when the file cannot be read or holds something else
     */
    static TwinStore open(Path file) throws IOException {
        TwinStore store = new TwinStore(file);
        for (Map.Entry<String, ObjectNode> entry : store.journal.read().entrySet()) {
            ObjectNode json = entry.getValue();
            store.twins.put(
                    entry.getKey(),
                    new Twin(
                            member(json, "tags"),
                            member(json, "desired"),
                            member(json, "reported"),
                            json.path("version").longValue(1)));
        }
        return store;
    }

    /** Desired and reported properties as a device gets them. */
    synchronized ObjectNode forDevice(String deviceId) {
        Twin twin = twin(deviceId);
        ObjectNode json = Json.object();
        json.set("desired", twin.desired().deepCopy());
        json.set("reported", twin.reported().deepCopy());
        return json;
    }

    /** The whole twin as a service client gets it. */
    synchronized ObjectNode forService(DeviceIdentity identity) {
        Twin twin = twin(identity.deviceId());
        ObjectNode json = Json.object();
        json.put("deviceId", identity.deviceId())
                .put("etag", etag(twin))
                .put("deviceEtag", identity.etag())
                .put("version", twin.version())
                .put("status", identity.settings().enabled() ? "enabled" : "disabled");
        json.put("statusReason", identity.settings().statusReason());
        json.put("authenticationType", identity.settings().authentication().type());
        ObjectNode thumbprints = json.putObject("x509Thumbprint");
        if (identity.settings().authentication() instanceof DeviceAuthentication.SelfSigned x509) {
            thumbprints.put("primaryThumbprint", x509.primary()).put("secondaryThumbprint", x509.secondary());
        } else {
            thumbprints.putNull("primaryThumbprint").putNull("secondaryThumbprint");
        }
        json.putObject("capabilities").put("iotEdge", false);
        json.set("tags", twin.tags().deepCopy());
        ObjectNode properties = json.putObject("properties");
        properties.set("desired", twin.desired().deepCopy());
        properties.set("reported", twin.reported().deepCopy());
        return json;
    }

    /** Calls the listener with the id of each device whose twin has changed, outside of any lock. */
    void onChange(Consumer<String> listener) {
        changes.add(listener);
    }

    private void tell(String deviceId) {
        changes.forEach(listener -> listener.accept(deviceId));
    }

    /** Merges what a device reports; answers the new {@code $version}, or empty when no twin may be like that. */
    OptionalLong report(String deviceId, ObjectNode patch) {
        OptionalLong version = merged(deviceId, patch);
        version.ifPresent(made -> tell(deviceId));
        return version;
    }

    private synchronized OptionalLong merged(String deviceId, ObjectNode patch) {
        Twin old = twin(deviceId);
        ObjectNode reported = next(old.reported(), patch);
        if (!TwinLimits.hold(reported)) {
            return OptionalLong.empty();
        }
        put(deviceId, new Twin(old.tags(), old.desired(), reported, old.version() + 1));
        return OptionalLong.of(reported.path(VERSION).longValue());
    }

    /**
     * Merges tags and desired properties; answers the desired patch with its {@code $version}, empty when the patch holds
     * no desired properties.
     *
     * @throws HubRefusal 412001 when {@code match} does not hold, 400004 when no twin may be like that
     */
    ObjectNode change(String deviceId, JsonNode patch, EtagMatch match) throws HubRefusal {
        ObjectNode push = changed(deviceId, patch, match);
        tell(deviceId);
        return push;
    }

    private synchronized ObjectNode changed(String deviceId, JsonNode patch, EtagMatch match) throws HubRefusal {
        Twin old = twin(deviceId);
        if (!match.holds(etag(old))) {
            throw new HubRefusal(HubError.PRECONDITION_FAILED, "Precondition failed: the twin has another etag");
        }
        ObjectNode tags = old.tags().deepCopy();
        if (patch.path("tags") instanceof ObjectNode changes) {
            merge(tags, changes);
        }
        ObjectNode desired = old.desired();
        ObjectNode push = Json.object();
        if (patch.path("properties").path("desired") instanceof ObjectNode changes) {
            desired = next(old.desired(), changes);
            push = changes.deepCopy();
            push.set(VERSION, desired.path(VERSION));
            if (!TwinLimits.hold(desired)) {
                throw new HubRefusal(HubError.ARGUMENT_INVALID, "No twin may hold such desired properties");
            }
        }
        put(deviceId, new Twin(tags, desired, old.reported(), old.version() + 1));
        return push;
    }

    /** Makes several changes that are written together, at the end. */
    void batch(Runnable changes) {
        journal.batch(this, changes);
    }

    /** Forgets the twin of a device that was removed. */
    synchronized void remove(String deviceId) {
        if (twins.remove(deviceId) != null) {
            journal.remove(deviceId);
        }
    }

    private Twin twin(String deviceId) {
        return twins.getOrDefault(deviceId, Twin.empty());
    }

    private void put(String deviceId, Twin twin) {
        twins.put(deviceId, twin);
        journal.put(deviceId, json(twin));
    }

    private static String etag(Twin twin) {
        byte[] text = Long.toString(twin.version()).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(text);
    }

    private static ObjectNode next(ObjectNode old, ObjectNode patch) {
        ObjectNode made = old.deepCopy();
        long version = made.path(VERSION).longValue(1) + 1;
        merge(made, patch);
        return made.put(VERSION, version);
    }

    /** JSON merge patch: null removes, objects are merged, everything else replaces. */
    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            if (entry.getValue().isNull()) {
                target.remove(name);
            } else if (entry.getValue() instanceof ObjectNode changes) {
                ObjectNode inner = target.path(name) instanceof ObjectNode present ? present : Json.object();
                merge(inner, changes);
                target.set(name, inner);
            } else {
                target.set(name, entry.getValue().deepCopy());
            }
        }
    }

    private Map<String, ObjectNode> all() {
        Map<String, ObjectNode> json = new TreeMap<>();
        twins.forEach((id, twin) -> json.put(id, json(twin)));
        return json;
    }

    private static ObjectNode json(Twin twin) {
        ObjectNode entry = Json.object();
        entry.set("tags", twin.tags());
        entry.set("desired", twin.desired());
        entry.set("reported", twin.reported());
        return entry.put("version", twin.version());
    }

    private static ObjectNode member(JsonNode json, String name) throws IOException {
        if (json.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("a twin without " + name);
    }
}
