package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.hub.FleetTags;
import io.github.flexyfleet.fleet.hub.HubRates;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IotHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.hub.ServiceLogin;
import io.github.flexyfleet.fleet.identity.IdentityPlan;
import io.github.flexyfleet.fleet.identity.IdentityWriter;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.simulator.azure.ResourceManager;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.hub.HubFaults;
import io.github.flexyfleet.simulator.hub.HubLimits;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import io.github.flexyfleet.simulator.hub.HubTier;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.ConnectProxy;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.Transport;
import io.github.flexyfleet.simulator.net.WorldCa;
import io.github.flexyfleet.simulator.net.WorldNetwork;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A rehearsal hub alone, with the tool's own client in front of it, over real HTTPS; its calls are counted. */
final class IdentityHub implements AutoCloseable {
    static final String HOST = "benchmark.azure-devices.net";
    static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    static final String FLEET = "waterworks";

    /** The first of the {@link #wanted(int) wanted} devices. */
    static final String PUMP = "pump-00000";

    static final Fingerprint OURS = certificate(PUMP);
    static final Fingerprint THEIRS = certificate(PUMP, "by hand");

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Transport transport = new Transport();
    private final WorldCa ca;
    private final ConnectProxy proxy;
    private final boolean twins;
    private final Map<Integer, Runnable> before = new HashMap<>();
    private final Map<Integer, HubError> refused = new HashMap<>();
    private final List<Integer> lost = new ArrayList<>();
    final IotHub hub;
    final ResourceManager azure;
    final IotHubRegistry registry;
    /** The tool's own clock, which its pauses move on. */
    Instant toolTime = Instant.parse("2026-11-22T12:00:00Z");

    Duration paused = Duration.ZERO;
    private Consumer<Duration> waited = time -> {};
    private boolean standing;
    private int calls;

    IdentityHub(Path folder, HubTier tier) throws Exception {
        this(folder, tier, Optional.empty());
    }

    IdentityHub(Path folder, HubTier tier, Optional<HubRates> rates) throws Exception {
        this(folder, tier, rates, HubLimits.none(), InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")));
    }

    /** A hub with limits, whose time goes on as the tool waits. */
    static IdentityHub limited(Path folder, HubTier tier, Optional<HubRates> rates, HubLimits limits) throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
        IdentityHub hub = new IdentityHub(folder, tier, rates, limits, now::get);
        hub.waited = time -> now.updateAndGet(before -> before.plus(time));
        return hub;
    }

    /** From now on the hub's time stands, whatever the tool waits. */
    void standStill() {
        standing = true;
    }

    /** The hub's time goes on again, and a minute has passed. */
    void goOn() {
        standing = false;
        later(Duration.ofMinutes(1));
    }

    /** Some time passes for hub and tool. */
    void later(Duration time) {
        toolTime = toolTime.plus(time);
        waited.accept(time);
    }

    private IdentityHub(Path folder, HubTier tier, Optional<HubRates> rates, HubLimits limits, InstantSource hubClock)
            throws Exception {
        SecureRandom random = new SecureRandom();
        ca = WorldCa.open(folder.resolve("ca"), hubClock, random);
        WorldNetwork network = new WorldNetwork(ca.certificate());
        ServerRoom room = new ServerRoom(ca, network, transport, workers, hubClock, random);
        hub = IotHub.start(new IotHub.Offer(HOST, tier, KEY, folder.resolve("hub"), new Counted(), limits), room);
        azure = ResourceManager.start("management.azure.com", hub, room);
        proxy = ConnectProxy.start(transport, network);
        twins = tier.twins();
        registry = client(IotHubConnectionString.parse(Secret.of(hub.connectionString())), rates);
    }

    IotHubRegistry client(ServiceLogin login, Optional<HubRates> rates) {
        return new IotHubRegistry(login, network(), () -> toolTime, new Random(1), this::pause, rates);
    }

    IotHubRegistry.Network network() {
        return new IotHubRegistry.Network(
                Optional.of(new Proxy(Proxy.Type.HTTP, proxy.address())), List.of(ca.certificate()));
    }

    private void pause(Duration time) {
        paused = paused.plus(time);
        if (standing) {
            return;
        }
        later(time);
    }

    private final class Counted implements HubFaults {
        @Override
        public Fate rest() {
            int number = ++calls;
            Optional.ofNullable(before.get(number)).ifPresent(Runnable::run);
            return new Fate() {
                @Override
                public Optional<HubError> refused() {
                    return Optional.ofNullable(refused.get(number));
                }

                @Override
                public boolean lostAfter() {
                    return lost.contains(number);
                }
            };
        }
    }

    /** Calls since the last time. */
    int takeCalls() {
        int taken = calls;
        calls = 0;
        before.clear();
        refused.clear();
        lost.clear();
        return taken;
    }

    /** Does something just before a call is served, by its number since the last count. */
    void before(int call, Runnable deed) {
        before.put(call, deed);
    }

    void refuse(int call, HubError error) {
        refused.put(call, error);
    }

    void loseAnswer(int call) {
        lost.add(call);
    }

    /** The certificate that the tool keeps for a device; another one by another word. */
    static Fingerprint certificate(String device, String word) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((device + word).getBytes(StandardCharsets.UTF_8));
            return new Fingerprint(HexFormat.of().formatHex(hash).toUpperCase(Locale.ROOT));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Fingerprint certificate(String device) {
        return certificate(device, "");
    }

    static List<WantedIdentity> wanted(int devices) {
        return IntStream.range(0, devices)
                .mapToObj(number -> wanted(String.format(Locale.ROOT, "pump-%05d", number)))
                .toList();
    }

    static WantedIdentity wanted(String device) {
        return new WantedIdentity(
                new DeviceId(device),
                Optional.of(certificate(device)),
                new FleetTags(FLEET, "brussels", List.of("cellular"), Optional.of("ab".repeat(32))));
    }

    static Ownership ownership(String... adopted) {
        return new Ownership(
                FLEET,
                Set.copyOf(IntStream.range(0, adopted.length)
                        .mapToObj(at -> new DeviceId(adopted[at]))
                        .toList()));
    }

    /** Makes an identity as others would. */
    void byHand(String device, String primary, String secondary) {
        try {
            hub.registry().create(DeviceSettings.selfSigned(device, primary, secondary));
        } catch (HubRefusal e) {
            throw new AssertionError(e);
        }
    }

    /** Changes an identity as others would. */
    void change(DeviceSettings settings) {
        try {
            hub.registry().update(settings, new EtagMatch.Any());
        } catch (HubRefusal e) {
            throw new AssertionError(e);
        }
    }

    DeviceAuthentication.SelfSigned thumbprints(String device) {
        return (DeviceAuthentication.SelfSigned)
                hub.registry().find(device).orElseThrow().settings().authentication();
    }

    HubSnapshot look(Collection<WantedIdentity> wanted) {
        List<DeviceId> devices = wanted.stream().map(WantedIdentity::device).toList();
        return twins ? registry.snapshot(FLEET, devices) : registry.listed(devices);
    }

    IdentityPlan plan(List<WantedIdentity> wanted, String... adopted) {
        return IdentityPlan.of(look(wanted), wanted, ownership(adopted));
    }

    IdentityWriter writer(String... adopted) {
        return new IdentityWriter(registry, ownership(adopted), twins, () -> true);
    }

    @Override
    public void close() {
        registry.close();
        proxy.close();
        azure.close();
        hub.close();
        transport.close();
        workers.shutdownNow();
    }
}
