package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.hub.IotHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import io.github.flexyfleet.simulator.hub.HubTier;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.ConnectProxy;
import io.github.flexyfleet.simulator.net.HttpsServer;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.ServerTls;
import io.github.flexyfleet.simulator.net.StaticHost;
import io.github.flexyfleet.simulator.net.Transport;
import io.github.flexyfleet.simulator.net.WorldCa;
import io.github.flexyfleet.simulator.net.WorldNetwork;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import io.github.flexyfleet.simulator.talk2m.M2WebServer;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A world with one gateway in virtual time, used by the matrix for one case after the other: servers and certificates
 * stay, the gateway is another one each time. The engine reaches it as it would reach the real world. For one thread.
 */
final class MatrixWorld implements AutoCloseable {
    private static final String RUNTIME_URL = "https://downloads.flexyfleet.example/flexyfleet-runtime.jar";
    private static final io.github.flexyfleet.simulator.talk2m.Talk2mLogin ACCOUNT =
            new io.github.flexyfleet.simulator.talk2m.Talk2mLogin(
                    MatrixFleet.ACCOUNT, "fleet", "talk2m-word", "9f1c1e6e-7f9b-4a3e-9a57-0a4ad7d6f0aa");

    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final VirtualTime time = new VirtualTime(Instant.now().truncatedTo(ChronoUnit.HOURS));
    private final AtomicInteger downloads = new AtomicInteger();
    private final MatrixFaults faults;
    private final MatrixFlexy flexy;
    private final IotHub hub;
    private final IotHubRegistry registry;
    private final M2WebSettings talk2m;
    private final M2WebServer talk2mServer;
    private final RuntimeRelease release;
    private final MatrixFleet fleet;

    /** Opens a world that keeps its files in a folder. */
    MatrixWorld(Path folder) throws Exception {
        closers.push(time::close);
        BundledRuntime runtime = BundledRuntime.load();
        SecureRandom random = new SecureRandom();
        WorldCa ca = WorldCa.open(folder.resolve("ca"), time, random);
        WorldNetwork network = new WorldNetwork(ca.certificate());
        Transport transport = new Transport();
        closers.push(transport::close);
        ExecutorService workers = Executors.newCachedThreadPool();
        closers.push(workers::shutdownNow);
        byte[] key = new byte[32];
        random.nextBytes(key);
        faults = new MatrixFaults(time);
        ServerRoom room = new ServerRoom(ca, network, transport, workers, time, random);
        hub = IotHub.start(
                new IotHub.Offer(
                        MatrixFleet.HUB,
                        HubTier.S1,
                        Base64.getEncoder().encodeToString(key),
                        folder.resolve("hub"),
                        faults.hub()),
                room);
        closers.push(hub::close);
        URI url = URI.create(RUNTIME_URL);
        StaticHost files = new StaticHost(Map.of(url.getPath(), runtime.jar()));
        HttpsServer download = HttpsServer.start(transport, ServerTls.web(ca.issue(url.getHost())), workers, call -> {
            downloads.incrementAndGet();
            return files.answer(call);
        });
        closers.push(download::close);
        network.register(url.getHost(), 443, download.address());
        flexy = new MatrixFlexy(folder.resolve("flash"), network, time, faults, hub.registry());
        closers.push(flexy::close);
        faults.reach(flexy, hub.registry());
        talk2mServer = M2WebServer.start(
                M2WebServer.Offer.standard(ACCOUNT, List.of(flexy.web()))
                        .with(M2WebOptions.standard().withCallsPerDay(Long.MAX_VALUE))
                        .with(faults),
                room);
        closers.push(talk2mServer::close);
        ConnectProxy connect = ConnectProxy.start(transport, network);
        closers.push(connect::close);
        Optional<Proxy> proxy = Optional.of(new Proxy(Proxy.Type.HTTP, connect.address()));
        registry = new IotHubRegistry(
                IotHubConnectionString.parse(Secret.of(hub.connectionString())),
                new IotHubRegistry.Network(proxy, List.of(ca.certificate())),
                time,
                random,
                this::pause);
        closers.push(registry::close);
        talk2m = new M2WebSettings(
                M2WebSettings.PUBLIC_BASE,
                new Talk2mLogin(
                        ACCOUNT.account(),
                        ACCOUNT.user(),
                        Secret.of(ACCOUNT.password()),
                        Secret.of(ACCOUNT.developerId())),
                M2WebSettings.Authentication.SESSION,
                new M2WebSettings.Network(proxy, List.of(ca.certificate()), M2WebSettings.Timeouts.standard()),
                M2WebSettings.Retries.standard(new Random(3), this::pause));
        release = RuntimeRelease.of(runtime.version(), runtime.jar(), Optional.of(RUNTIME_URL));
        fleet = new MatrixFleet(folder, time, ca.certificate());
    }

    VirtualTime time() {
        return time;
    }

    MatrixFaults faults() {
        return faults;
    }

    MatrixFlexy flexy() {
        return flexy;
    }

    MatrixFleet fleet() {
        return fleet;
    }

    RuntimeRelease release() {
        return release;
    }

    IotHub hub() {
        return hub;
    }

    /** Whether the runtime's jar is on the gateway's flash, every byte of it. */
    boolean hasWholeJar() throws IOException {
        return flexy.file(release.path().substring("/usr/".length()))
                .filter(content -> Arrays.equals(content, release.content()))
                .isPresent();
    }

    /** How often the runtime was fetched. */
    int downloads() {
        return downloads.get();
    }

    /** Takes the device to a target, with its right password or a wrong one. */
    DeviceResult deploy(DeviceTarget target, boolean rightPassword) throws Exception {
        DeviceLogin login = new DeviceLogin(
                MatrixFlexy.USER, Secret.of(rightPassword ? MatrixFlexy.PASSWORD : MatrixFlexy.PASSWORD + "x"));
        RolloutSettings settings = new RolloutSettings(
                1, Duration.ofMinutes(10), Duration.ofMinutes(5), 2, Duration.ofMillis(500), Duration.ofSeconds(10));
        Connections connections =
                new Connections(talk2m, login, registry, Optional.of(new RehearsalFeed(hub.events())));
        return new FleetEngine(connections, release, settings, pace())
                .deploy("small", List.of(target), event -> {})
                .devices()
                .get(0);
    }

    private Pace pace() {
        InstantSource clock = time;
        return new Pace() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                time.sleep(duration);
            }
        };
    }

    private void pause(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the runtime says of itself, as JSON; empty when none answers. */
    Optional<String> status() {
        byte[] body = flexy.ask("fleetStatus");
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith("{") ? Optional.of(text) : Optional.empty();
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
