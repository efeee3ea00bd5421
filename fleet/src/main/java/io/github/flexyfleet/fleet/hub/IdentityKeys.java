package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The symmetric keys of devices, which the hub keeps, and nobody else but the device itself (decision 25). New keys are
 * made here, 256 bits by chance, and sent: the hub has no call of its own that makes one anew, and of what was sent a read
 * shows whether it landed. All methods throw {@link IotHubException}. Thread-safe; a call blocks its thread.
 */
public final class IdentityKeys implements KeyReading {
    /** As many as Azure's own keys have. */
    private static final int BYTES = 32;

    /** With fewer devices than this, each is read by itself. */
    private static final int FEW = 3;

    private final RegistryHttp http;
    private final RegistryPatience patience;
    private final CheckedWrites writes;
    private final RandomGenerator random;
    private final InstantSource clock;

    IdentityKeys(
            RegistryHttp http,
            RegistryPatience patience,
            CheckedWrites writes,
            RandomGenerator random,
            InstantSource clock) {
        this.http = http;
        this.patience = patience;
        this.writes = writes;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Secret fresh() {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return Secret.of(Base64.getEncoder().encodeToString(key));
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * The identities of devices with their keys, which need the right to read the registry. One list, which ends at 1000
     * devices of the hub, and a read for each device that is not in it; a few devices are read one by one at once. What is
     * read of other devices is dropped here. INFERRED: that a list shows keys as a read does; where one does not, the
     * identity is read by itself.
     */
    @Override
    public Map<DeviceId, HubIdentity> read(Collection<DeviceId> devices) {
        Map<DeviceId, HubIdentity> found = new HashMap<>();
        Set<DeviceId> left = new LinkedHashSet<>(devices);
        if (left.size() > FEW) {
            RegistryHttp.Listed list = patience.operation(1, () -> http.identities(left));
            list.identities().forEach(identity -> found.put(identity.device(), identity));
            if (list.whole()) {
                left.clear();
            }
            left.removeAll(found.keySet());
            found.values().stream()
                    .filter(identity -> identity.hasKeys() && !identity.showsKeys())
                    .forEach(identity -> left.add(identity.device()));
        }
        for (DeviceId device : left) {
            writes.find(device).ifPresent(identity -> found.put(device, identity));
        }
        return Map.copyOf(found);
    }

    /**
     * Registers a device with this key in the first slot, and in the second one another that nobody has seen.
     *
     * @param key Base64
     * @throws IotHubException with {@link IotHubFailure.Conflict} when it is registered already
     */
    public HubIdentity create(DeviceId device, Secret key, Optional<IdentityMark> mark) {
        return writes.create(
                device,
                IdentityDocument.create(device, new HubIdentity.Keys(key, fresh()), mark),
                identity -> identity.trusts(key));
    }

    /**
     * Puts a new key into one slot, keeps the other, lets the device in, and writes the mark.
     *
     * @param kept the slot that keeps its key
     * @throws IotHubException with {@link IotHubFailure.PreconditionFailed} when the device was changed since it was read,
     *     with {@link IotHubFailure.Conflict} when it has no keys
     */
    public HubIdentity renewBeside(HubIdentity identity, KeySlot kept, IdentityMark mark) {
        requireKeys(identity);
        return replace(identity.claimedBy(mark), identity.keys().with(kept.other(), fresh()));
    }

    /**
     * Puts new keys into both slots and writes the identity as {@link HubIdentity#disabled} has it: tokens that the old ones
     * signed count no longer.
     *
     * @throws IotHubException with {@link IotHubFailure.PreconditionFailed} when the device was changed since it was read
     */
    public HubIdentity renewBoth(HubIdentity identity) {
        return replace(identity, new HubIdentity.Keys(fresh(), fresh()));
    }

    private HubIdentity replace(HubIdentity identity, HubIdentity.Keys keys) {
        return writes.update(
                identity,
                IdentityDocument.with(identity, keys),
                now -> now.keys().equals(keys)
                        && now.enabled() == identity.enabled()
                        && now.statusReason().equals(identity.statusReason()));
    }

    private static void requireKeys(HubIdentity identity) {
        if (!identity.hasKeys() || !identity.showsKeys()) {
            throw new IotHubException(
                    "update " + identity.device(),
                    new IotHubFailure.Conflict(
                            identity.hasKeys()
                                    ? "the hub does not show the device's keys: its policy needs the right to read the registry"
                                    : "the hub knows the device by \"" + identity.authentication()
                                            + "\", not by symmetric keys"));
        }
    }
}
