package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The registry of an IoT Hub: which devices there are and which certificates it trusts (azure-iot-hub 4).
 *
 * <p>Writes to a device that is there change thumbprints only and keep all else of an identity. They name the state that was read, and write
 * nothing when nothing differs. A read is repeated on transient failures; a write is repeated only after a read has
 * shown that it did not land. All methods throw {@link IotHubException}. Thread-safe; a call blocks its thread.
 */
public final class IotHubRegistry implements AutoCloseable {
    private static final int TRIES = 5;

    /** The hub takes 20 queries a minute and unit (azure-iot-hub 1), and a large fleet needs more: it is waited for. */
    private static final int QUERY_TRIES = 12;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** The registry's throttle counts a minute (azure-iot-hub 1), so a longer pause gains nothing. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final RegistryHttp http;
    private final RandomGenerator random;
    private final Consumer<Duration> pause;

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
            IotHubConnectionString hub,
            Network network,
            InstantSource clock,
            RandomGenerator random,
            Consumer<Duration> pause) {
        this.http = new RegistryHttp(hub, network, clock);
        this.random = random;
        this.pause = pause;
    }

    /** The device as the hub has it now; empty when it is not registered. */
    public Optional<HubIdentity> find(DeviceId device) {
        return repeat(() -> findOnce(device));
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
            Optional<String> from = Optional.empty();
            do {
                Optional<String> begin = from;
                TwinQuery.Page page = repeat(QUERY_TRIES, () -> http.query(query, begin));
                found.putAll(page.states());
                from = page.continuation();
            } while (from.isPresent());
        }
        return found;
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
        return write(
                device,
                new Write(
                        () -> http.create(device, IdentityDocument.create(device, fingerprint)),
                        Optional::isEmpty,
                        identity -> identity.trustsOnly(fingerprint)));
    }

    /**
     * Lets the hub know a device by this key: registers it, with a second key that nobody keeps, or finds that it is so
     * already. Of a device that the hub knows in another way nothing is changed: it would be shut out at once, and what it
     * runs now would be no way back.
     *
     * @param key Base64
     * @throws IotHubException with {@link IotHubFailure.Conflict} when the hub knows it by something else
     */
    public HubIdentity trustKey(DeviceId device, Secret key) {
        Optional<HubIdentity> present = find(device);
        if (present.isEmpty()) {
            byte[] second = new byte[32];
            random.nextBytes(second);
            HubIdentity.Keys keys =
                    new HubIdentity.Keys(key, Secret.of(Base64.getEncoder().encodeToString(second)));
            return write(
                    device,
                    new Write(
                            () -> http.create(device, IdentityDocument.create(device, keys)),
                            Optional::isEmpty,
                            identity -> identity.trusts(key)));
        }
        if (!present.get().trusts(key)) {
            throw new IotHubException(
                    "verify " + device,
                    new IotHubFailure.Conflict(
                            present.get().hasKeys()
                                    ? "the hub has other keys for the device than its connection string"
                                    : "the hub knows the device by \""
                                            + present.get().authentication() + "\", not by symmetric keys"));
        }
        return present.get();
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

    /** Gives connections back. */
    @Override
    public void close() {
        http.close();
    }

    private HubIdentity update(HubIdentity identity, HubIdentity.Thumbprints wanted) {
        DeviceId device = identity.device();
        if (!identity.isSelfSigned()) {
            throw new IotHubException(
                    "update " + device,
                    new IotHubFailure.Conflict(
                            "the hub knows the device by \"" + identity.authentication() + "\", not by thumbprints"));
        }
        Secret document = IdentityDocument.with(identity, wanted);
        return write(
                device,
                new Write(
                        () -> http.update(device, identity.etag(), document),
                        now -> now.isPresent() && now.get().etag().equals(identity.etag()),
                        now -> now.isSelfSigned() && now.thumbprints().equals(wanted)));
    }

    /**
     * A write that can be checked.
     *
     * @param call sends it
     * @param untouched tells by what was read that nobody has written
     * @param landed tells that the device is as wanted
     */
    private record Write(
            Supplier<HubIdentity> call, Predicate<Optional<HubIdentity>> untouched, Predicate<HubIdentity> landed) {}

    /** Writes; after a failure that leaves it open whether it landed, reads, and goes on from what is there. */
    private HubIdentity write(DeviceId device, Write write) {
        for (int failures = 1; ; failures++) {
            try {
                return write.call().get();
            } catch (IotHubException e) {
                boolean again = e.failure().isTransient();
                if (!again && failures == 1) {
                    throw e;
                }
                // A refusal of a repeated write may come from the first one, which landed late.
                if (again) {
                    pauseAfter(failures, e.failure());
                }
                Optional<HubIdentity> now = find(device);
                if (now.isPresent() && write.landed().test(now.get())) {
                    return now.get();
                }
                if (again && !write.untouched().test(now)) {
                    throw new IotHubException("write " + device, new IotHubFailure.PreconditionFailed());
                }
                if (!again || failures >= TRIES) {
                    throw e;
                }
            }
        }
    }

    private Optional<HubIdentity> findOnce(DeviceId device) {
        try {
            return Optional.of(http.get(device));
        } catch (IotHubException e) {
            if (e.failure() instanceof IotHubFailure.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> T repeat(Supplier<T> read) {
        return repeat(TRIES, read);
    }

    /**
     * Repeats a read.
     *
     * @param tries while the hub throttles; what is out of order is given up sooner
     */
    private <T> T repeat(int tries, Supplier<T> read) {
        for (int failures = 1; ; failures++) {
            try {
                return read.get();
            } catch (IotHubException e) {
                int most = e.failure() instanceof IotHubFailure.Throttled ? tries : TRIES;
                if (failures >= most || !e.failure().isTransient()) {
                    throw e;
                }
                pauseAfter(failures, e.failure());
            }
        }
    }

    /** Full jitter, after what the hub asks for. */
    private void pauseAfter(int failures, IotHubFailure failure) {
        Duration asked = failure instanceof IotHubFailure.Throttled throttled
                ? throttled.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
        long bound = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
        Duration jitter = Duration.ofMillis(random.nextLong(bound + 1));
        Duration wait = asked.plus(jitter);
        pause.accept(wait.compareTo(LONGEST_PAUSE.multipliedBy(2)) > 0 ? LONGEST_PAUSE.multipliedBy(2) : wait);
    }
}
