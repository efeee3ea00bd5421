package io.github.flexyfleet.simulator;

import io.github.flexyfleet.simulator.FlexyFactory.Machine;
import io.github.flexyfleet.simulator.azure.ResourceManager;
import io.github.flexyfleet.simulator.dps.ProvisioningService;
import io.github.flexyfleet.simulator.fault.Faults;
import io.github.flexyfleet.simulator.fault.ReachedFlexy;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.hub.ConnectionLog;
import io.github.flexyfleet.simulator.hub.DeviceRegistry;
import io.github.flexyfleet.simulator.hub.EventLog;
import io.github.flexyfleet.simulator.hub.HubAuthorities;
import io.github.flexyfleet.simulator.hub.HubConfiguration;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.ConnectProxy;
import io.github.flexyfleet.simulator.net.HttpsServer;
import io.github.flexyfleet.simulator.net.PrivateFiles;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.ServerTls;
import io.github.flexyfleet.simulator.net.StaticHost;
import io.github.flexyfleet.simulator.net.Transport;
import io.github.flexyfleet.simulator.net.WorldCa;
import io.github.flexyfleet.simulator.net.WorldNetwork;
import io.github.flexyfleet.simulator.talk2m.M2WebServer;
import io.github.flexyfleet.simulator.talk2m.Talk2mLogin;
import io.github.flexyfleet.simulator.time.WorldTime;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A running world. Certification authority, credentials, hub registry, twins and every gateway's flash are kept in its
 * folder, so that a world opened again there goes on where the last one ended. One world at a time may use a folder: a second one is refused.
 * Thread-safe.
 */
public final class RehearsalWorld implements AutoCloseable {
    private static final int HTTPS = 443;

    private final Closers closers;
    private final WorldCa ca;
    private final WorldNetwork network;
    private final Credentials credentials;
    private final Map<String, Machine> machines;
    private final M2WebServer talk2m;
    private final IotHub hub;
    private final WorldHubs hubs;
    private final Optional<ProvisioningService> dps;
    private final Optional<ResourceManager> management;
    private final ConnectProxy proxy;
    private final Faults faults;

    private RehearsalWorld(
            Closers closers,
            WorldCa ca,
            WorldNetwork network,
            Credentials credentials,
            Map<String, Machine> machines,
            M2WebServer talk2m,
            IotHub hub,
            WorldHubs hubs,
            Optional<ProvisioningService> dps,
            Optional<ResourceManager> management,
            ConnectProxy proxy,
            Faults faults) {
        this.closers = closers;
        this.ca = ca;
        this.network = network;
        this.credentials = credentials;
        this.machines = machines;
        this.talk2m = talk2m;
        this.hub = hub;
        this.hubs = hubs;
        this.dps = dps;
        this.management = management;
        this.proxy = proxy;
        this.faults = faults;
    }

    /**
     * Opens the world of a folder, or makes it there, with all gateways under power.
     *
     * @throws IOException when the folder cannot be used or no port can be had
     * @throws IllegalArgumentException when the spec names something twice, an unknown tier or no usable URL
     */
    public static RehearsalWorld open(WorldSpec spec, Path directory, InstantSource clock) throws IOException {
        return open(spec, directory, clock, FlexyFactory.virtual(spec.knobs()));
    }

    /**
     * The same with other gateways.
     *
     * @param factory makes the gateways
     * @throws IOException when the folder cannot be used or no port can be had
     * @throws IllegalArgumentException when the spec names something twice, an unknown tier or no usable URL
     */
    static RehearsalWorld open(WorldSpec spec, Path directory, InstantSource clock, FlexyFactory factory)
            throws IOException {
        Closers closers = new Closers();
        try {
            return new Builder(spec, directory, clock, factory, closers).build();
        } catch (IOException | RuntimeException e) {
            closers.close();
            throw e;
        }
    }

    /** The HTTP CONNECT proxy through which the world's servers are reached under their names. */
    public InetSocketAddress proxy() {
        return proxy.address();
    }

    /**
     * Where a server of this world really listens, for programs that know no proxy; its certificate is for the name.
     *
     * @throws IOException when there is no such server
     */
    public InetSocketAddress address(String host, int port) throws IOException {
        return network.resolve(host, port);
    }

    /** What clients of the world's servers must trust. */
    public X509Certificate rootCertificate() {
        return ca.certificate();
    }

    /** Login of the Talk2M account. */
    public Talk2mLogin talk2m() {
        return credentials.talk2m();
    }

    /** Login of the gateways' web servers. */
    public DeviceLogin device() {
        return credentials.device();
    }

    /** Connection string of the hub for service clients; it holds a key. */
    public String hubConnectionString() {
        return hub.connectionString();
    }

    /** Connection string of the hub's built-in endpoint; it holds the key. */
    public String eventHubConnectionString() {
        return hub.eventHubConnectionString();
    }

    /** Makes a consumer group of the hub's built-in endpoint, as the portal does. */
    public void addConsumerGroup(String name) {
        hub.addConsumerGroup(name);
    }

    /** The Device Provisioning Service, when the world has one. */
    public Optional<ProvisioningService> dps() {
        return dps;
    }

    /**
     * Links another hub to the Device Provisioning Service, which from now on assigns devices to that one: of the tier, the
     * key and the faults of the world's own. A world that is opened again has to be told once more.
     *
     * @throws IOException when no port can be had
     * @throws java.util.NoSuchElementException when the world has no such service
     */
    public IotHub linkHub(String host) throws IOException {
        ProvisioningService service = dps.orElseThrow();
        IotHub other = hubs.another(host);
        service.switches().hub(Optional.of(WorldHubs.linked(other)));
        return other;
    }

    /** Azure Resource Manager, when the world has one. */
    public Optional<ResourceManager> management() {
        return management;
    }

    /** The hub's settings in the portal; they may be changed while the world runs, and each opened world has those of a new hub. */
    public HubConfiguration hubConfiguration() {
        return hub.configuration();
    }

    /** What has arrived at the hub since the world was opened. */
    public EventLog events() {
        return hub.events();
    }

    /** The certificate authorities that the hub knows. */
    public HubAuthorities authorities() {
        return hub.authorities();
    }

    /** The hub's identities. */
    public DeviceRegistry registry() {
        return hub.registry();
    }

    /** Device connections that the hub refused or lost since the world was opened. */
    public ConnectionLog connections() {
        return hub.connections();
    }

    /** What goes wrong in this world; it may be changed while the world runs. */
    public Faults faults() {
        return faults;
    }

    /** The gateway of a name. */
    public Optional<FlexyWeb> flexy(String name) {
        return Optional.ofNullable(machines.get(name)).map(Machine::web);
    }

    /** Writes to gateways from outside since the world was opened, all gateways together. */
    public long deviceWrites() {
        return machines.values().stream().mapToLong(Machine::writes).sum();
    }

    /** Calls of the Talk2M API since the world was opened, refused ones included. */
    public long talk2mCalls() {
        return talk2m.calls();
    }

    /** Ends all servers and gateways; what is kept stays in the folder. */
    @Override
    public void close() {
        closers.close();
    }

    /** Puts a world together; what it has started is in {@code closers} at every moment. */
    private record Builder(WorldSpec spec, Path directory, InstantSource clock, FlexyFactory factory, Closers closers) {
        RehearsalWorld build() throws IOException {
            SecureRandom random = new SecureRandom();
            PrivateFiles.folder(directory);
            closers.add(FolderLock.take(directory)::close);
            Faults faults = new Faults(clock, WorldTime.of(clock)::sleep);
            faults.load(spec.faults());
            WorldCa ca = WorldCa.open(directory.resolve("ca"), clock, random);
            Credentials credentials =
                    Credentials.open(directory.resolve("credentials.json"), spec.talk2mAccount(), random);
            WorldNetwork network = new WorldNetwork(ca.certificate());
            Transport transport = new Transport();
            closers.add(transport::close);
            ExecutorService workers = Executors.newCachedThreadPool(new DefaultThreadFactory("world-worker", true));
            closers.add(workers::shutdownNow);

            ServerRoom room = new ServerRoom(ca, network, transport, workers, clock, random);
            WorldHubs hubs = new WorldHubs(spec, credentials.hubKey(), directory, faults, room, closers);
            IotHub hub = hubs.own();
            faults.attachHub(hub::disconnect);
            download(room);
            Optional<ProvisioningService> dps = Optional.empty();
            if (spec.dps().isPresent()) {
                WorldSpec.Dps service = spec.dps().get();
                dps = Optional.of(ProvisioningService.start(
                        new ProvisioningService.Offer(
                                service.deviceHost(),
                                service.serviceHost(),
                                service.idScope(),
                                credentials.dpsKey(),
                                directory.resolve("dps"),
                                WorldHubs.linked(hub)),
                        room));
                closers.add(dps.get()::close);
            }
            Optional<ResourceManager> management = Optional.empty();
            if (spec.management().isPresent()) {
                management = Optional.of(ResourceManager.start(spec.management().get(), hub, room));
                closers.add(management.get()::close);
            }

            Map<String, Machine> machines = machines(network, credentials, faults);
            List<FlexyWeb> webs = machines.values().stream()
                    .<FlexyWeb>map(machine -> new ReachedFlexy(machine.web(), faults))
                    .toList();
            M2WebServer talk2m = M2WebServer.start(
                    M2WebServer.Offer.standard(credentials.talk2m(), webs)
                            .with(spec.m2web())
                            .with(faults),
                    room);
            closers.add(talk2m::close);
            ConnectProxy proxy = ConnectProxy.start(transport, faults.ofClients(network));
            closers.add(proxy::close);
            powerOn(machines, workers);
            return new RehearsalWorld(
                    closers, ca, network, credentials, machines, talk2m, hub, hubs, dps, management, proxy, faults);
        }

        private void download(ServerRoom room) throws IOException {
            URI url = URI.create(spec.runtimeUrl());
            if (!"https".equals(url.getScheme())
                    || url.getHost() == null
                    || url.getPath().isEmpty()) {
                throw new IllegalArgumentException("the runtime URL is no https URL with host and path");
            }
            StaticHost files = new StaticHost(Map.of(
                    url.getPath(),
                    spec.runtimeJar(),
                    url.resolve(WorldSpec.PROBE_JAR).getPath(),
                    spec.probeJar()));
            HttpsServer server = HttpsServer.start(
                    room.transport(), ServerTls.web(room.ca().issue(url.getHost())), room.workers(), files);
            closers.add(server::close);
            room.network().register(url.getHost(), url.getPort() < 0 ? HTTPS : url.getPort(), server.address());
        }

        private Map<String, Machine> machines(WorldNetwork network, Credentials credentials, Faults faults)
                throws IOException {
            Path devices = directory.resolve("devices");
            PrivateFiles.folder(devices);
            Map<String, Machine> machines = new LinkedHashMap<>();
            for (FlexySpec flexy : spec.flexys()) {
                // Encoded, so that no name can leave the folder; with the serial number, which no two gateways share.
                String folder = URLEncoder.encode(flexy.serial() + "-" + flexy.name(), StandardCharsets.UTF_8)
                        .replace(".", "%2E")
                        .replace("*", "%2A");
                Path flash = devices.resolve(folder);
                PrivateFiles.folder(flash);
                FlexySpec complete = Gateways.withAdministrator(flexy, credentials.device());
                Machine machine = factory.make(complete, flash, faults.of(flexy.name(), network), clock);
                closers.add(machine::close);
                faults.attach(flexy.name(), machine.troubles());
                if (machines.put(flexy.name(), machine) != null) {
                    throw new IllegalArgumentException("two gateways are named " + flexy.name());
                }
            }
            return machines;
        }

        private static void powerOn(Map<String, Machine> machines, ExecutorService workers) throws IOException {
            List<Future<Void>> starts = new ArrayList<>();
            for (Machine machine : machines.values()) {
                starts.add(workers.submit(() -> {
                    machine.powerOn();
                    return null;
                }));
            }
            try {
                for (Future<Void> start : starts) {
                    start.get();
                }
            } catch (ExecutionException e) {
                throw new IOException("a gateway does not start", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the gateways start", e);
            }
        }
    }
}
