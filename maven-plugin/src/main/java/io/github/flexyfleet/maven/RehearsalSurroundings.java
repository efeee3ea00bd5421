package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.AuthorityMaker;
import io.github.flexyfleet.fleet.certificate.CertificateAuthority;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.DeviceLogins;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.hub.HubResourceReader;
import io.github.flexyfleet.fleet.hub.HubResourceSource;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.hub.HubAuthorities;
import io.github.flexyfleet.simulator.hub.HubRefusal;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A rehearsal: the fleet's gateways as virtual ones, with a virtual Talk2M and a virtual hub, kept in a folder between
 * runs. The engine reaches it as it would reach the real world from behind a proxy with its own root certificate.
 */
final class RehearsalSurroundings implements Surroundings {
    /** Where a runtime counts its starts (StartGuard). */
    private static final PathMatcher STARTS = FileSystems.getDefault().getPathMatcher("glob:**/usr/flexyfleet/starts");

    /** Life of a token of Entra ID. */
    private static final Duration TOKEN = Duration.ofHours(1);

    /** How the fleet's authority is called at the virtual hub. */
    static final String AUTHORITY = "fleet";

    private final RehearsalWorld world;
    private final IotHubRegistry registry;
    private final Connections connections;
    private final RuntimeRelease release;
    private final Supplier<SharedKeys.Result> keys;
    private final Supplier<SharedKeys.Result> knownKeys;
    private final KeyCustody custody;
    private final Path folder;
    private final String group;
    private final Optional<HubResourceReader> resources;

    private RehearsalSurroundings(
            RehearsalWorld world,
            IotHubRegistry registry,
            Connections connections,
            RuntimeRelease release,
            Supplier<SharedKeys.Result> keys,
            Supplier<SharedKeys.Result> knownKeys,
            KeyCustody custody,
            Path folder,
            String group,
            Optional<HubResourceReader> resources) {
        this.world = world;
        this.registry = registry;
        this.connections = connections;
        this.release = release;
        this.keys = keys;
        this.knownKeys = knownKeys;
        this.custody = custody;
        this.folder = folder;
        this.group = group;
        this.resources = resources;
    }

    /** The world of a goal; between two goals its gateways ran on, as real ones do. */
    static RehearsalSurroundings open(Fleet fleet, BundledRuntime runtime, Path folder) throws IOException {
        return open(fleet, runtime, RehearsalProfile.of(null), folder);
    }

    /** The same with gateways that take after a real one. */
    static RehearsalSurroundings open(Fleet fleet, BundledRuntime runtime, RehearsalProfile profile, Path folder)
            throws IOException {
        forgetStarts(folder.resolve("world"));
        return open(fleet, runtime, profile.applied(RehearsalSpec.of(fleet, runtime)), folder);
    }

    /** Or each goal would count as a start that did not live, and the seventh would find a runtime in safe mode. */
    private static void forgetStarts(Path world) throws IOException {
        if (!Files.isDirectory(world)) {
            return;
        }
        try (Stream<Path> files = Files.walk(world)) {
            for (Path count : (Iterable<Path>) files.filter(STARTS::matches)::iterator) {
                Files.delete(count);
            }
        }
    }

    /** The same with another world than the fleet's usual one. */
    static RehearsalSurroundings open(Fleet fleet, BundledRuntime runtime, WorldSpec spec, Path folder)
            throws IOException {
        return open(fleet, runtime, spec, folder, InstantSource.system(), Wiring::pause);
    }

    /**
     * The same by another clock.
     *
     * @param pause waits by it
     */
    static RehearsalSurroundings open(
            Fleet fleet,
            BundledRuntime runtime,
            WorldSpec spec,
            Path folder,
            InstantSource clock,
            Consumer<Duration> pause)
            throws IOException {
        String url = RehearsalSpec.runtimeUrl(fleet);
        keepOutOfGit(folder);
        RehearsalWorld world = RehearsalWorld.open(spec, folder.resolve("world"), clock);
        world.addConsumerGroup(fleet.hub().consumerGroup());
        world.hubConfiguration().units(fleet.hub().units());
        Optional<Proxy> proxy = Optional.of(new Proxy(Proxy.Type.HTTP, world.proxy()));
        List<X509Certificate> roots = List.of(world.rootCertificate());
        IotHubRegistry registry = Wiring.registry(
                fleet,
                HubLogins.of(Secret.of(world.hubConnectionString())),
                new IotHubRegistry.Network(proxy, roots),
                clock,
                pause);
        Talk2mLogin login = new Talk2mLogin(
                world.talk2m().account(),
                world.talk2m().user(),
                Secret.of(world.talk2m().password()),
                Secret.of(world.talk2m().developerId()));
        // All accounts of the fleet are the world's one account; a rehearsal's calls are forgotten with it.
        List<AccountAccess> accounts = fleet.accounts().stream()
                .map(account -> new AccountAccess(
                        account.name(),
                        Wiring.talk2m(
                                URI.create("https://" + account.server()),
                                login,
                                new M2WebSettings.Network(proxy, roots, M2WebSettings.Timeouts.standard()),
                                pause),
                        account.calls(),
                        CallLedger.inMemory()))
                .toList();
        DeviceLogin device =
                new DeviceLogin(world.device().user(), Secret.of(world.device().password()));
        Connections connections = new Connections(
                accounts,
                Wiring.accountOf(fleet),
                DeviceLogins.same(device),
                registry,
                Optional.of(new RehearsalFeed(world.events())));
        KeyCustody custody = custody(fleet, world, folder, clock);
        if (fleet.hub().provisioning().isPresent() && world.dps().isPresent()) {
            connections = connections.with(Wiring.enrolling(
                    fleet.hub().provisioning().get(),
                    Secret.of(world.dps().get().connectionString()),
                    custody.authority(),
                    new IotHubRegistry.Network(proxy, roots),
                    clock,
                    pause));
        }
        return new RehearsalSurroundings(
                world,
                registry,
                connections,
                RuntimeRelease.of(runtime.version(), runtime.jar(), Optional.of(url)),
                () -> SharedKeys.read(
                        fleet,
                        keyed -> connectionString(keyed, fleet, world),
                        () -> StateFolder.hubKeys(registry, folder.resolve("certificates"))),
                () -> SharedKeys.known(
                        fleet,
                        keyed -> connectionString(keyed, fleet, world),
                        () -> StateFolder.hubKeys(registry, folder.resolve("certificates"))),
                custody,
                folder,
                fleet.hub().consumerGroup(),
                resources(fleet, world, clock, new IotHubRegistry.Network(proxy, roots)));
    }

    /** With a token that the world has granted, as Entra ID would. */
    private static Optional<HubResourceReader> resources(
            Fleet fleet, RehearsalWorld world, InstantSource clock, IotHubRegistry.Network network) {
        return world.management()
                .map(azure -> new HubResourceReader(
                        fleet.hub().managementHost(),
                        scope -> {
                            String token = Digest.of((scope + " of " + world.hubConnectionString())
                                            .getBytes(StandardCharsets.UTF_8))
                                    .hex();
                            azure.grant(token, clock.instant().plus(TOKEN));
                            return Secret.of(token);
                        },
                        network));
    }

    /** A pass phrase of its own for each world, and an authority as soon as a device wants one. */
    private static KeyCustody custody(Fleet fleet, RehearsalWorld world, Path folder, InstantSource clock)
            throws IOException {
        Secret phrase = phrase(world);
        Path place = KeyCustody.folder(folder);
        Optional<CertificateAuthority> authority = authority(place, phrase);
        if (authority.isEmpty() && KeyCustody.wantsAuthority(fleet)) {
            new AuthorityMaker(place, new SecureRandom(), clock).create(fleet.name(), phrase);
            authority = authority(place, phrase);
        }
        if (authority.isPresent() && KeyCustody.wantsTrustInAuthority(fleet)) {
            register(world.authorities(), new AuthorityMaker(place, new SecureRandom(), clock), authority.get());
        }
        return new KeyCustody(device -> Optional.of(phrase), authority);
    }

    /** Of its keystores and its authority. */
    static Secret phrase(RehearsalWorld world) {
        return Secret.of(Digest.of(("keystores of " + world.hubConnectionString()).getBytes(StandardCharsets.UTF_8))
                .hex());
    }

    /** As the user does at the real hub: give it the certificate, take its code, prove that the key is here. */
    private static void register(HubAuthorities hub, AuthorityMaker maker, CertificateAuthority authority)
            throws IOException {
        if (hub.verified().contains(AUTHORITY)) {
            return;
        }
        try {
            hub.remove(AUTHORITY);
            String code = hub.add(AUTHORITY, Files.readString(maker.hubCertificate(authority)));
            hub.verify(AUTHORITY, maker.proof(authority.open(), code));
        } catch (HubRefusal e) {
            throw new IOException("the virtual hub does not take the certificate authority: " + e.getMessage(), e);
        }
    }

    private static Optional<CertificateAuthority> authority(Path folder, Secret phrase) {
        return CertificateAuthority.in(folder, () -> Optional.of(phrase), "");
    }

    /** Real keys have no place in a rehearsal: of those that are imported a world has one of its own, always the same. */
    private static Optional<Secret> connectionString(Device device, Fleet fleet, RehearsalWorld world) {
        HubAccess.Auth.Sas sas = (HubAccess.Auth.Sas) device.hubAccess().auth();
        if (sas.secret().isEmpty()) {
            return Optional.empty();
        }
        byte[] seed = (world.hubConnectionString() + ' ' + device.id()).getBytes(StandardCharsets.UTF_8);
        String key = Base64.getEncoder().encodeToString(Digest.of(seed).hex().getBytes(StandardCharsets.US_ASCII));
        return Optional.of(
                Secret.of("HostName=" + fleet.hub().host() + ";DeviceId=" + device.id() + ";SharedAccessKey=" + key));
    }

    /** A project need not ignore {@code target/}, and even throwaway keys set off scanners. */
    static void keepOutOfGit(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(".gitignore"), "*\n");
    }

    @Override
    public Connections connections() {
        return connections;
    }

    /** A rehearsal looks into the world's own log, which costs no connection. */
    @Override
    public Connections withMessages(Set<DeviceId> devices, Consumer<String> warn) {
        return connections;
    }

    @Override
    public List<X509Certificate> extraRoots() {
        return List.of(world.rootCertificate());
    }

    @Override
    public RuntimeRelease release() {
        return release;
    }

    @Override
    public RolloutSettings settings(int concurrency) {
        // Virtual gateways answer soon: asking them every 10 s would only keep people waiting. But what is asked for at
        // most 10 times must have come by then on a slow machine, too.
        return RolloutSettings.defaults().withConcurrency(concurrency).withDeviceEvery(Duration.ofSeconds(1));
    }

    @Override
    public SharedKeys.Result keys() {
        return keys.get();
    }

    @Override
    public SharedKeys.Result knownKeys() {
        return knownKeys.get();
    }

    @Override
    public KeyCustody custody() {
        return custody;
    }

    @Override
    public Path certificates() {
        return folder.resolve("certificates");
    }

    /** The world itself, for tests that look at it from inside. */
    RehearsalWorld world() {
        return world;
    }

    @Override
    public HubReading reading() {
        return new HubReading(
                Secret.of(world.hubConnectionString()),
                Optional.empty(),
                group,
                new IotHubRegistry.Network(
                        Optional.of(new Proxy(Proxy.Type.HTTP, world.proxy())), List.of(world.rootCertificate())));
    }

    @Override
    public Optional<HubResourceSource> resources() {
        return resources.map(HubResourceSource.class::cast);
    }

    @Override
    public void close() {
        resources.ifPresent(HubResourceReader::close);
        registry.close();
        connections.enrolling().ifPresent(dps -> dps.service().close());
        world.close();
    }
}
