package io.github.flexyfleet.maven.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.gateway.SavedPrograms;
import io.github.flexyfleet.fleet.hub.IotHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.plan.AppliedConfigurations;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlanFile;
import io.github.flexyfleet.fleet.plan.Planner;
import io.github.flexyfleet.fleet.report.ConsolePlan;
import io.github.flexyfleet.fleet.report.MarkdownPlan;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.HubTier;
import io.github.flexyfleet.simulator.hub.IotHub;
import io.github.flexyfleet.simulator.net.ConnectProxy;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.Transport;
import io.github.flexyfleet.simulator.net.WorldCa;
import io.github.flexyfleet.simulator.net.WorldNetwork;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plans a fleet of which nothing is to change, from the twins of the simulator's hub: the real client asks it over HTTPS,
 * through its proxy, a hundred twins a page. The hub's throttle of queries is off, or it would be what is measured.
 *
 * <p>Arguments: a folder to work in, and how many devices.
 */
public final class PlanBenchmark {
    private static final String HOST = "benchmark.azure-devices.net";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final int SITES = 100;
    private static final int RUNS = 3;
    private static final RuntimeRelease RELEASE = RuntimeRelease.of("1.0", new byte[0], Optional.empty());

    private PlanBenchmark() {}

    /** See the class. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int devices = Integer.parseInt(args[1]);
        long began = System.nanoTime();
        Fleet fleet = fleet(folder, devices);
        SharedKeys.Result keys = SharedKeys.read(
                fleet,
                device -> Secret.of("HostName=" + HOST + ";DeviceId=" + device.id() + ";SharedAccessKey=" + KEY));
        CertificateStore none = new CertificateStore(
                folder.resolve("certificates"),
                new CertificateIssuer(new SecureRandom(), InstantSource.system()),
                InstantSource.system());
        List<DeviceTarget> targets = FleetTargets.of(
                        fleet, none, keys.keys(), List.of(), new SavedPrograms(folder.resolve("saved")))
                .targets();
        System.out.printf(Locale.ROOT, "read and compiled: %d devices in %.1f s%n", targets.size(), since(began));
        writeTwins(folder.resolve("hub"), targets);
        SecureRandom random = new SecureRandom();
        WorldCa ca = WorldCa.open(folder.resolve("ca"), InstantSource.system(), random);
        WorldNetwork network = new WorldNetwork(ca.certificate());
        ExecutorService workers = Executors.newCachedThreadPool();
        try (Transport transport = new Transport();
                IotHub hub = IotHub.start(
                        new IotHub.Offer(HOST, HubTier.S3, KEY, folder.resolve("hub")),
                        new ServerRoom(ca, network, transport, workers, InstantSource.system(), random));
                ConnectProxy proxy = ConnectProxy.start(transport, network);
                IotHubRegistry registry = new IotHubRegistry(
                        IotHubConnectionString.parse(Secret.of(hub.connectionString())),
                        new IotHubRegistry.Network(
                                Optional.of(new Proxy(Proxy.Type.HTTP, proxy.address())), List.of(ca.certificate())),
                        InstantSource.system(),
                        random,
                        pause -> {})) {
            hub.registry().batch(() -> targets.forEach(target -> register(hub, target)));
            for (int run = 1; run <= RUNS; run++) {
                plan(fleet, targets, registry, folder);
            }
        } finally {
            workers.shutdownNow();
        }
        System.exit(0);
    }

    private static void plan(Fleet fleet, List<DeviceTarget> targets, IotHubRegistry registry, Path folder)
            throws Exception {
        Talk2mLogin login = new Talk2mLogin("acme", "robot", Secret.of("none"), Secret.of("none"));
        Connections connections = new Connections(
                new M2WebSettings(
                        M2WebSettings.PUBLIC_BASE,
                        login,
                        M2WebSettings.Authentication.SESSION,
                        new M2WebSettings.Network(Optional.empty(), List.of(), M2WebSettings.Timeouts.standard()),
                        M2WebSettings.Retries.standard(new SecureRandom(), pause -> {})),
                new DeviceLogin("none", Secret.of("none")),
                registry,
                Optional.empty());
        FleetEngine engine = new FleetEngine(connections, RELEASE, RolloutSettings.defaults(), Pace.system());
        long cpu = cpuNanos();
        long began = System.nanoTime();
        Observations seen = engine.observe(targets, true, true);
        double observed = since(began);
        Plan plan = Planner.plan(
                new Planner.Inputs(
                        new Plan.Tool("1.0", RELEASE.version(), RELEASE.sha256()), fleet, targets, Optional.empty(), 8),
                seen.byDevice(),
                new AppliedConfigurations(folder.resolve("applied")));
        PlanFile.Sealed sealed = PlanFile.sealed(plan);
        String json = sealed.text();
        String markdown = MarkdownPlan.text(plan, sealed.seal());
        List<String> console = ConsolePlan.lines(plan, Optional.of(sealed.seal()));
        double all = since(began);
        System.out.printf(
                Locale.ROOT,
                "planned: %d devices, %d to change, in %.2f s, of that %.2f s for the twins; %.2f s of processor time with"
                        + " the simulator's; plan.json %d KB, plan.md %d KB, %d lines; heap peak %d MB%n",
                plan.devices().size(),
                plan.pending(),
                all,
                observed,
                (cpuNanos() - cpu) / 1e9,
                json.length() >> 10,
                markdown.length() >> 10,
                console.size(),
                heapPeak() >> 20);
    }

    private static Fleet fleet(Path folder, int devices) throws Exception {
        StringBuilder yaml = new StringBuilder("""
                fleet: benchmark
                hub: {host: %s, tier: S3}
                talk2m: {account: acme}
                defaults:
                  auth: sas
                  tagGroups:
                    all: {groups: [A, B], push: {onChange: 2s, full: 20s}}
                sites:
                """.formatted(HOST));
        for (int site = 0; site < SITES; site++) {
            yaml.append("  site-").append(site).append(":\n    devices:\n");
            for (int device = site; device < devices; device += SITES) {
                yaml.append("      pump-")
                        .append(device)
                        .append(": {name: Pump ")
                        .append(device)
                        .append("}\n");
            }
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("fleet.yaml"), yaml);
        return new FleetReader(InstantSource.system())
                .read(folder.toAbsolutePath().normalize(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
    }

    /** What runtimes would have reported, in the form in which the simulator keeps it. */
    private static void writeTwins(Path hub, List<DeviceTarget> targets) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (DeviceTarget target : targets) {
            String digest = target.digest().hex();
            lines.append("{\"id\":\"")
                    .append(target.device())
                    .append("\",\"value\":{\"tags\":{},\"desired\":{\"$version\":1},\"reported\":{\"$version\":2,")
                    .append("\"flexyfleet\":{\"runtime\":\"1.0\",\"boot\":3,\"state\":\"confirmed\",\"running\":\"")
                    .append(digest)
                    .append("\",\"confirmed\":\"")
                    .append(digest)
                    .append("\",\"certificate\":{\"fingerprint\":\"\",\"notAfter\":\"\"},\"error\":\"\",\"spool\":0,")
                    .append("\"dropped\":0}},\"version\":2}}\n");
        }
        Files.createDirectories(hub);
        Files.writeString(hub.resolve("twins.jsonl"), lines, StandardCharsets.UTF_8);
    }

    private static void register(IotHub hub, DeviceTarget target) {
        try {
            hub.registry()
                    .create(new DeviceSettings(
                            target.device().value(), true, "", new DeviceAuthentication.Sas(KEY, KEY)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
