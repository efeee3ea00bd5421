package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The registry of an IoT Hub: which devices there are and which certificates it trusts (azure-iot-hub 4).
 *
 * <p>A write to one device that is there changes what its method says and keeps all else of the identity, names the state that
 * was read, and sends nothing when nothing differs. A bulk call sends its changes as they are, each with the state that it
 * was made for. A read is repeated on transient failures; a write of one device is repeated only after a read has shown that
 * it did not land. All methods throw {@link IotHubException}. Thread-safe; a call blocks its thread.
 */
public final class IotHubRegistry implements AutoCloseable {
    private final RegistryHttp http;
    private final RegistryPatience patience;
    private final CheckedWrites writes;
    private final IdentityKeys keys;

    /**
     * The way to the hub.
     *
     * @param way through which proxy
     * @param extraRoots trusted besides the JDK's own roots
     */
    public record Network(WebProxy way, List<X509Certificate> extraRoots) {
        /** Copies the roots. */
        public Network {
            extraRoots = List.copyOf(extraRoots);
        }

        /** Through a proxy for all hosts, or what the JVM is set to. */
        public Network(Optional<Proxy> proxy, List<X509Certificate> extraRoots) {
            this(WebProxy.of(proxy), extraRoots);
        }
    }

    /**
     * Prepares a client; sends nothing.
     *
     * @param clock says when tokens end; must be right to 5 minutes
     * @param random spreads repetitions, and makes the second keys of new devices, so it must be hard to guess;
     *     thread-safe
     * @param pause waits; thread-safe
     */
    public IotHubRegistry(
            ServiceLogin hub, Network network, InstantSource clock, RandomGenerator random, Consumer<Duration> pause) {
        this(hub, network, clock, random, pause, Optional.empty());
    }

    /**
     * The same that asks no more of the hub than it takes.
     *
     * @param rates what the hub takes a minute; left out, the hub says when it is too much
     */
    public IotHubRegistry(
            ServiceLogin hub,
            Network network,
            InstantSource clock,
            RandomGenerator random,
            Consumer<Duration> pause,
            Optional<HubRates> rates) {
        this.http = new RegistryHttp(hub, network, clock);
        this.patience = new RegistryPatience(clock, random, pause, rates);
        this.writes = new CheckedWrites(http, patience);
        this.keys = new IdentityKeys(http, patience, writes, random, clock);
    }

    /** The device as the hub has it now; empty when it is not registered. */
    public Optional<HubIdentity> find(DeviceId device) {
        return writes.find(device);
    }

    CheckedWrites writes() {
        return writes;
    }

    /** The same registry, of devices with symmetric keys. */
    public IdentityKeys keys() {
        return keys;
    }

    /**
     * What devices last reported to their twins; needs a hub with twins, and the right to connect as a service. One query
     * for each 100 devices; the hub takes 20 a minute and unit below S3, and lags by minutes (azure-iot-hub 1, 4).
     *
     * @return by device; those without a twin, or whose twin no runtime has ever reported to, are left out
     */
    public Map<DeviceId, ReportedState> reported(Collection<DeviceId> devices) {
        Map<DeviceId, ReportedState> found = new HashMap<>();
        for (String query : TwinQuery.of(devices)) {
            pages(query, page -> found.putAll(page.states()));
        }
        return found;
    }

    /**
     * The identities of a fleet and what their twins say, as few calls as may be: a page for each 100 devices that have
     * the fleet's tag, and one for each 100 of the others. Lags by minutes.
     *
     * @param fleet name of the fleet
     * @param devices those of the fleet file
     */
    public HubSnapshot snapshot(String fleet, Collection<DeviceId> devices) {
        Map<DeviceId, SeenIdentity> identities = new HashMap<>();
        Map<DeviceId, ReportedState> reported = new HashMap<>();
        Consumer<TwinQuery.Page> take = page -> {
            reported.putAll(page.states());
            page.identities().forEach(identity -> identities.put(identity.device(), identity));
        };
        pages(TwinQuery.ofFleet(fleet), take);
        List<DeviceId> others = devices.stream()
                .filter(device -> !identities.containsKey(device))
                .toList();
        TwinQuery.of(others).forEach(query -> pages(query, take));
        return new HubSnapshot(identities, Set.copyOf(devices), reported, true);
    }

    /** The identities of some devices with their twins, one query for each 100; lags by minutes. */
    public HubSnapshot among(Collection<DeviceId> devices) {
        Map<DeviceId, SeenIdentity> identities = new HashMap<>();
        TwinQuery.of(devices)
                .forEach(query -> pages(
                        query,
                        page -> page.identities().forEach(identity -> identities.put(identity.device(), identity))));
        return new HubSnapshot(identities, Set.copyOf(devices), Map.of(), false);
    }

    /**
     * The identities of a hub without twins: one list, which ends at 1000 devices, and beyond that one read for each device
     * of the fleet file that is not in it. A larger hub says nothing of devices that left the fleet file.
     */
    public HubSnapshot listed(Collection<DeviceId> devices) {
        List<SeenIdentity> first = patience.operation(1, http::list);
        Map<DeviceId, SeenIdentity> identities = new HashMap<>();
        first.forEach(identity -> identities.put(identity.device(), identity));
        boolean whole = first.size() < RegistryHttp.LIST;
        if (!whole) {
            for (DeviceId device : devices) {
                if (!identities.containsKey(device)) {
                    find(device).ifPresent(found -> identities.put(device, SeenIdentity.of(found)));
                }
            }
        }
        return new HubSnapshot(identities, Set.copyOf(devices), Map.of(), whole);
    }

    /**
     * Makes up to 100 changes in one call. A call without an answer is sent once more: since each change names the state
     * that it was made for, one that landed the first time fails the second time and changes nothing. Changes that the hub
     * refuses as too many for now are sent again until it takes them.
     *
     * @return what failed, by device
     */
    public BulkResult apply(List<BulkChange> changes) {
        Map<DeviceId, Integer> failures = new HashMap<>();
        List<BulkChange> open = changes;
        for (int refusals = 1; ; refusals++) {
            List<BulkChange> now = open;
            BulkResult result = patience.operation(now.size(), () -> http.bulk(now));
            failures.keySet().removeAll(now.stream().map(BulkChange::device).toList());
            failures.putAll(result.failures());
            open = now.stream()
                    .filter(change -> result.isThrottled(change.device()))
                    .toList();
            if (open.isEmpty() || RegistryPatience.isOver(refusals)) {
                return new BulkResult(failures, result.retryAfter());
            }
            refusals = open.size() < now.size() ? 1 : refusals;
            IotHubFailure throttled = new IotHubFailure.Throttled(result.retryAfter());
            patience.refused(open.size(), throttled);
            patience.pauseAfter(refusals, throttled);
        }
    }

    private void pages(String query, Consumer<TwinQuery.Page> take) {
        Optional<String> from = Optional.empty();
        do {
            Optional<String> begin = from;
            TwinQuery.Page page = patience.query(() -> http.query(query, begin));
            take.accept(page);
            from = page.continuation();
        } while (from.isPresent());
    }

    /**
     * Calls a direct method without a payload, once; needs a hub with methods and a device that is connected.
     *
     * @throws IotHubException with {@link IotHubFailure.NotFound} when the device is not connected
     */
    public void invoke(DeviceId device, String method) {
        http.invoke(device, method);
    }

    /**
     * Registers a device that trusts one certificate, in both slots.
     *
     * @throws IotHubException with {@link IotHubFailure.Conflict} when it is registered already
     */
    public HubIdentity create(DeviceId device, Fingerprint fingerprint) {
        return create(device, fingerprint, Optional.empty());
    }

    /**
     * The same with a mark.
     *
     * @throws IotHubException as {@link #create(DeviceId, Fingerprint)}
     */
    public HubIdentity create(DeviceId device, Fingerprint fingerprint, Optional<IdentityMark> mark) {
        return writes.create(
                device,
                IdentityDocument.create(device, fingerprint, mark),
                identity -> identity.trustsOnly(fingerprint));
    }

    /**
     * Lets the hub trust one more certificate: it goes into the second slot and the first one is kept, or into the first
     * when that is free. Nothing is written when it is trusted already. A certificate in the second slot is dropped, so
     * when a device still runs on that one, call {@link #trustOnly} for it before.
     *
     * @throws IotHubException with {@link IotHubFailure.PreconditionFailed} when the device was changed since it was
     *     read, with {@link IotHubFailure.Conflict} when the hub knows it by something else than thumbprints
     */
    public HubIdentity trustAlso(HubIdentity identity, Fingerprint fingerprint) {
        HubIdentity.Thumbprints present = identity.thumbprints();
        HubIdentity.Thumbprints wanted = present.primary().isEmpty()
                ? new HubIdentity.Thumbprints(fingerprint.hex(), present.secondary())
                : new HubIdentity.Thumbprints(present.primary(), fingerprint.hex());
        return identity.trusts(fingerprint) ? identity : update(identity, wanted);
    }

    /**
     * Lets the hub trust one certificate and no other. Nothing is written when it is so already.
     *
     * @throws IotHubException as {@link #trustAlso}
     */
    public HubIdentity trustOnly(HubIdentity identity, Fingerprint fingerprint) {
        return identity.trustsOnly(fingerprint) ? identity : update(identity, IdentityDocument.both(fingerprint));
    }

    /**
     * Lets a device in by one certificate and no other.
     *
     * @param identity as {@link HubIdentity#claimedBy} has it
     * @throws IotHubException as {@link #trustAlso}
     */
    public HubIdentity enable(HubIdentity identity, Fingerprint fingerprint) {
        requireThumbprints(identity);
        return writes.update(
                identity,
                IdentityDocument.with(identity, IdentityDocument.both(fingerprint)),
                now -> now.enabled() && now.trustsOnly(fingerprint));
    }

    /**
     * Writes an identity as {@link HubIdentity#claimedBy} or {@link HubIdentity#removedFrom} has it; how the hub knows the
     * device stays as it is.
     *
     * @throws IotHubException with {@link IotHubFailure.PreconditionFailed} when the device was changed since it was read
     */
    public HubIdentity rewrite(HubIdentity identity) {
        return writes.update(
                identity,
                IdentityDocument.writable(identity),
                now -> now.statusReason().equals(identity.statusReason()) && now.enabled() == identity.enabled());
    }

    /**
     * Removes an identity that is as it was read.
     *
     * @throws IotHubException with {@link IotHubFailure.PreconditionFailed} when the device was changed since
     */
    public void delete(HubIdentity identity) {
        BulkResult result = apply(List.of(new BulkChange.Delete(SeenIdentity.of(identity))));
        result.failure(identity.device())
                .filter(failure -> !(failure instanceof IotHubFailure.NotFound))
                .ifPresent(failure -> {
                    throw new IotHubException("delete " + identity.device(), failure);
                });
    }

    /**
     * One identity as the hub has it now, with its twin.
     *
     * @param twins whether the hub has twins
     */
    public Optional<SeenIdentity> look(DeviceId device, boolean twins) {
        return twins
                ? patience.repeat(() -> CheckedWrites.absent(() -> http.twin(device)))
                : find(device).map(SeenIdentity::of);
    }

    /** Gives connections back. */
    @Override
    public void close() {
        http.close();
    }

    private HubIdentity update(HubIdentity identity, HubIdentity.Thumbprints wanted) {
        requireThumbprints(identity);
        return writes.update(
                identity,
                IdentityDocument.with(identity, wanted),
                now -> now.isSelfSigned() && now.thumbprints().equals(wanted) && now.enabled() == identity.enabled());
    }

    private static void requireThumbprints(HubIdentity identity) {
        if (!identity.isSelfSigned()) {
            throw new IotHubException(
                    "update " + identity.device(),
                    new IotHubFailure.Conflict(
                            "the hub knows the device by \"" + identity.authentication() + "\", not by thumbprints"));
        }
    }
}
