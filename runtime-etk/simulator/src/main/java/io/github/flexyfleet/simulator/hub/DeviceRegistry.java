package io.github.flexyfleet.simulator.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The identities of a hub, kept in a file. Thread-safe; a change is on disk when its method returns, unless it is part of
 * a {@link #batch}.
 */
public final class DeviceRegistry {
    private final Journal journal;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, DeviceIdentity> identities = new TreeMap<>();
    private final List<Consumer<String>> shutOut = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> changes = new CopyOnWriteArrayList<>();
    private final Map<String, Former> formers = new HashMap<>();

    /** What an identity was before its last change; nothing when there was none. */
    private record Former(Optional<DeviceIdentity> identity, Instant until) {}

    private DeviceRegistry(Path file, InstantSource clock, SecureRandom random) {
        this.journal = new Journal(file, this::all);
        this.clock = clock;
        this.random = random;
    }

    /** Several changes that are written to disk together. */
    @FunctionalInterface
    public interface Batch {
        /** Makes the changes. */
        void run();
    }

    /**
     * Opens the registry of a file; without that file it is empty.
     *
     * @throws IOException when the file cannot be read or holds something else
     */
    public static DeviceRegistry open(Path file, InstantSource clock, SecureRandom random) throws IOException {
        DeviceRegistry registry = new DeviceRegistry(file, clock, random);
        for (ObjectNode json : registry.journal.read().values()) {
            try {
                DeviceIdentity identity = IdentityJson.read(json);
                registry.identities.put(identity.deviceId(), identity);
            } catch (HubRefusal e) {
                throw new IOException(file + " is no registry", e);
            }
        }
        return registry;
    }

    /** Identities in the order of their ids, at most {@code limit}. */
    public synchronized List<DeviceIdentity> list(int limit) {
        return identities.values().stream().limit(limit).toList();
    }

    /** The identity of a device. */
    public synchronized Optional<DeviceIdentity> find(String deviceId) {
        return Optional.ofNullable(identities.get(deviceId));
    }

    /** The identity of a device as it was at a time, if it changed once at most since then. */
    synchronized Optional<DeviceIdentity> asOf(String deviceId, Instant time) {
        Former former = formers.get(deviceId);
        return former != null && time.isBefore(former.until()) ? former.identity() : find(deviceId);
    }

    /**
     * The identity of a device that must exist.
     *
     * @throws HubRefusal 404001
     */
    public synchronized DeviceIdentity get(String deviceId) throws HubRefusal {
        DeviceIdentity identity = identities.get(deviceId);
        if (identity == null) {
            throw new HubRefusal(HubError.DEVICE_NOT_FOUND, "Device not registered: " + deviceId);
        }
        return identity;
    }

    /**
     * Makes an identity.
     *
     * @throws HubRefusal 409001 when the id is taken
     */
    public DeviceIdentity create(DeviceSettings settings) throws HubRefusal {
        DeviceIdentity made;
        synchronized (this) {
            if (identities.containsKey(settings.deviceId())) {
                throw new HubRefusal(HubError.DEVICE_EXISTS, "Device already registered: " + settings.deviceId());
            }
            String generation = Long.toString(random.nextLong(1L << 59, Long.MAX_VALUE));
            made = new DeviceIdentity(settings, generation, etag(), clock.instant());
            identities.put(made.deviceId(), made);
            changed(made.deviceId(), Optional.empty());
        }
        tell(changes, made.deviceId());
        return made;
    }

    /**
     * Replaces an identity. A device that is disabled by it loses its connection; one whose thumbprints change keeps it
     * (INFERRED, azure-iot-hub 2).
     *
     * @throws HubRefusal 404001 when there is none, 412001 when {@code match} does not hold
     */
    public DeviceIdentity update(DeviceSettings settings, EtagMatch match) throws HubRefusal {
        DeviceIdentity made;
        synchronized (this) {
            DeviceIdentity old = matching(settings.deviceId(), match);
            boolean same = old.settings().enabled() == settings.enabled();
            Instant since = same ? old.statusUpdated() : clock.instant();
            made = new DeviceIdentity(settings, old.generationId(), etag(), since);
            identities.put(made.deviceId(), made);
            changed(made.deviceId(), Optional.of(old));
        }
        tell(changes, settings.deviceId());
        if (!settings.enabled()) {
            tell(shutOut, settings.deviceId());
        }
        return made;
    }

    /**
     * Removes an identity; the device loses its connection.
     *
     * @throws HubRefusal 404001 when there is none, 412001 when {@code match} does not hold
     */
    public void delete(String deviceId, EtagMatch match) throws HubRefusal {
        synchronized (this) {
            DeviceIdentity old = matching(deviceId, match);
            identities.remove(deviceId);
            changed(deviceId, Optional.of(old));
        }
        tell(changes, deviceId);
        tell(shutOut, deviceId);
    }

    /** Makes several changes that are written together, at the end. */
    public void batch(Batch changes) {
        journal.batch(this, changes::run);
    }

    private static void tell(List<Consumer<String>> listeners, String deviceId) {
        listeners.forEach(listener -> listener.accept(deviceId));
    }

    /** Calls the listener with the id of each device whose identity has changed, outside of any lock. */
    void onChange(Consumer<String> listener) {
        changes.add(listener);
    }

    /** Calls the listener with the id of each device that is disabled or removed, outside of any lock. */
    void onShutOut(Consumer<String> listener) {
        shutOut.add(listener);
    }

    private DeviceIdentity matching(String deviceId, EtagMatch match) throws HubRefusal {
        DeviceIdentity present = get(deviceId);
        if (!match.holds(present.etag())) {
            throw new HubRefusal(HubError.PRECONDITION_FAILED, "Precondition failed: the device has another etag");
        }
        return present;
    }

    private String etag() {
        byte[] text = Long.toString(random.nextLong(1, 1L << 32)).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(text);
    }

    /** Writes what an identity is now, and remembers what it was. */
    private void changed(String deviceId, Optional<DeviceIdentity> before) {
        formers.put(deviceId, new Former(before, clock.instant()));
        DeviceIdentity now = identities.get(deviceId);
        if (now == null) {
            journal.remove(deviceId);
        } else {
            journal.put(deviceId, IdentityJson.write(now));
        }
    }

    private Map<String, ObjectNode> all() {
        Map<String, ObjectNode> json = new TreeMap<>();
        identities.forEach((id, identity) -> json.put(id, IdentityJson.write(identity)));
        return json;
    }
}
