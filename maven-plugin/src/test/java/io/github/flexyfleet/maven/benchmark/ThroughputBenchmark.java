package io.github.flexyfleet.maven.benchmark;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.CallBudget;
import io.github.flexyfleet.fleet.gateway.CallCounter;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.FileCallLedger;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.gateway.Talk2mLinks;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.Chronicle;
import io.github.flexyfleet.fleet.rollout.AccountGate;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import io.github.flexyfleet.fleet.rollout.Rollout;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.rollout.WavePlan;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.net.ConnectProxy;
import io.github.flexyfleet.simulator.net.ServerRoom;
import io.github.flexyfleet.simulator.net.Transport;
import io.github.flexyfleet.simulator.net.WorldCa;
import io.github.flexyfleet.simulator.net.WorldNetwork;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import io.github.flexyfleet.simulator.talk2m.M2WebServer;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Deploys a configuration change to many light gateways behind the simulator's M2Web, and compares the wall time with
 * calls x latency / concurrency. Every call is a real HTTPS call of the real client through proxy and M2Web. After it, the
 * rollout's metrics and trace are made, and their processor time is compared with the rollout's.
 *
 * <p>Arguments: a folder to work in, devices, concurrency, latency in milliseconds; and, to have Ansible make the same
 * number of the same calls, a playbook and its number of devices.
 */
public final class ThroughputBenchmark {
    private static final io.github.flexyfleet.simulator.talk2m.Talk2mLogin LOGIN =
            new io.github.flexyfleet.simulator.talk2m.Talk2mLogin("acme", "robot", "benchmark", "benchmark-developer");
    private static final String DEVICE_PASSWORD = "benchmark-device";
    private static final int MANY_CALLS = 10_000_000;

    private final Path folder;
    private final int devices;
    private final int concurrency;
    private final Duration latency;

    private ThroughputBenchmark(Path folder, int devices, int concurrency, Duration latency) {
        this.folder = folder;
        this.devices = devices;
        this.concurrency = concurrency;
        this.latency = latency;
    }

    /** See the class. */
    public static void main(String[] args) throws Exception {
        ThroughputBenchmark benchmark = new ThroughputBenchmark(
                Path.of(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Duration.ofMillis(Long.parseLong(args[3])));
        Optional<Path> playbook = args.length > 5 ? Optional.of(Path.of(args[4])) : Optional.empty();
        benchmark.run(playbook, playbook.isPresent() ? Integer.parseInt(args[5]) : 0);
        System.exit(0);
    }

    private void run(Optional<Path> playbook, int sample) throws Exception {
        SecureRandom random = new SecureRandom();
        WorldCa ca = WorldCa.open(folder.resolve("ca"), InstantSource.system(), random);
        WorldNetwork network = new WorldNetwork(ca.certificate());
        ExecutorService workers = ProcessorTime.workers();
        List<LightFlexy> gateways = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            gateways.add(new LightFlexy("flexy-" + i, latency));
        }
        M2WebServer.Offer offer = M2WebServer.Offer.standard(LOGIN, List.<FlexyWeb>copyOf(gateways))
                .with(M2WebOptions.standard().withCallsPerDay(MANY_CALLS));
        try (Transport transport = new Transport();
                M2WebServer server = M2WebServer.start(
                        offer, new ServerRoom(ca, network, transport, workers, InstantSource.system(), random));
                ConnectProxy proxy = ConnectProxy.start(transport, network)) {
            int calls = deploy(server, ca, proxy, gateways);
            if (playbook.isPresent()) {
                ansible(playbook.get(), sample, calls / devices, ca, proxy);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private int deploy(M2WebServer server, WorldCa ca, ConnectProxy proxy, List<LightFlexy> gateways) throws Exception {
        M2WebSettings settings = new M2WebSettings(
                M2WebSettings.PUBLIC_BASE,
                new Talk2mLogin(
                        LOGIN.account(), LOGIN.user(), Secret.of(LOGIN.password()), Secret.of(LOGIN.developerId())),
                M2WebSettings.Authentication.SESSION,
                new M2WebSettings.Network(
                        Optional.of(new Proxy(Proxy.Type.HTTP, proxy.address())),
                        List.of(ca.certificate()),
                        M2WebSettings.Timeouts.standard()),
                M2WebSettings.Retries.standard(new SecureRandom(), pause -> {}));
        List<DeviceTarget> targets =
                gateways.stream().map(ThroughputBenchmark::target).toList();
        CallCounter counter = new CallCounter();
        AdaptiveLimit limit = new AdaptiveLimit(concurrency);
        CallBudget budget = new CallBudget(
                LOGIN.account(),
                new FileCallLedger(folder.resolve("calls"), LOGIN.account()),
                new CallLimit(MANY_CALLS, 10),
                InstantSource.system());
        Chronicle chronicle = new Chronicle(InstantSource.system());
        Instant started = Instant.now();
        long start = System.nanoTime();
        ProcessorTime before = ProcessorTime.now();
        List<DeviceResult> results;
        try (M2WebClient client =
                new M2WebClient(settings, InstantSource.system(), counter, new AccountGate(budget, limit))) {
            FlexyForms forms = new FlexyForms(client, any -> new DeviceLogin("adm", Secret.of(DEVICE_PASSWORD)));
            Talk2mLinks links = new Talk2mLinks(
                    client,
                    new Talk2mLinks.Account(
                            "acme", forms, new RuntimeClient(forms, settings.retries()), counter, budget),
                    new Talk2mLinks.DeviceWork(
                            RuntimeRelease.of("1.0", new byte[0], Optional.empty()),
                            Pace.system(),
                            Duration.ofMillis(10),
                            12));
            RolloutSettings bounds = new RolloutSettings(
                    concurrency,
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(5),
                    1,
                    Duration.ofMillis(10),
                    Duration.ofMillis(10));
            results = new Rollout(links, new TrustingHub(), Optional.empty(), bounds, Pace.system(), chronicle)
                    .run(WavePlan.atOnce(targets), limit);
        }
        ProcessorTime spent = ProcessorTime.now().since(before);
        double wall = (System.nanoTime() - start) / 1e9;
        AccountFigures figures = counter.figures("acme", OptionalLong.empty());
        long confirmed = results.stream()
                .filter(result -> result.outcome() == Outcome.CONFIRMED)
                .count();
        int deviceCalls = figures.calls() - figures.ofNoDevice();
        double ideal = (double) deviceCalls * latency.toMillis() / 1000 / concurrency;
        System.out.printf(
                Locale.ROOT,
                "flexy: %d of %d devices confirmed; %d calls at M2Web, %d of them to devices, %d repeated; %d connections%n"
                        + "flexy: wall %.1f s; calls x latency / concurrency %.1f s; ratio %.3f%n"
                        + "flexy: latency median %d ms, 95 %% %d ms, longest %d ms; heap peak %d MB of %d MB%n",
                confirmed,
                devices,
                server.calls(),
                deviceCalls,
                figures.retries(),
                figures.traffic().connections(),
                wall,
                ideal,
                wall / ideal,
                figures.latency().median().toMillis(),
                figures.latency().most().toMillis(),
                figures.latency().longest().toMillis(),
                heapPeak() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        results.stream().flatMap(result -> result.problem().stream()).limit(3).forEach(System.out::println);
        RolloutResult whole = new RolloutResult(
                "benchmark",
                started,
                Instant.now(),
                List.of("all"),
                results,
                figures.ofNoDevice(),
                Optional.empty(),
                List.of(figures));
        new TelemetryShare(folder, whole, chronicle.story()).print(spent);
        return deviceCalls;
    }

    /** The same number of calls by Ansible's module uri, each device's one after the other. */
    private void ansible(Path playbook, int sample, int callsPerDevice, WorldCa ca, ConnectProxy proxy)
            throws Exception {
        Path root = folder.resolve("root.pem");
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(ca.certificate().getEncoded());
        Files.writeString(root, "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
        StringBuilder inventory = new StringBuilder("[all]\n");
        for (int i = 0; i < sample; i++) {
            inventory.append("flexy-").append(i).append('\n');
        }
        Path hosts = folder.resolve("hosts");
        Files.writeString(hosts, inventory);
        ProcessBuilder builder = new ProcessBuilder(
                        "ansible-playbook",
                        "-f",
                        Integer.toString(concurrency),
                        "-i",
                        hosts.toString(),
                        "-e",
                        "calls=" + callsPerDevice + " account=" + LOGIN.account() + " user=" + LOGIN.user()
                                + " password=" + LOGIN.password() + " developer=" + LOGIN.developerId()
                                + " device_password=" + DEVICE_PASSWORD + " root=" + root,
                        playbook.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "ansible.log"));
        builder.environment()
                .put("https_proxy", "http://127.0.0.1:" + proxy.address().getPort());
        builder.environment().put("ANSIBLE_PIPELINING", "1");
        builder.environment().put("ANSIBLE_DISPLAY_OK_HOSTS", "0");
        long start = System.nanoTime();
        Process process = builder.start();
        boolean ended = process.waitFor(30, TimeUnit.MINUTES);
        double wall = (System.nanoTime() - start) / 1e9;
        if (!ended || process.exitValue() != 0) {
            System.out.println(Files.readString(folder.resolve("ansible.log")));
            throw new IllegalStateException("ansible-playbook failed");
        }
        double ideal = (double) sample * callsPerDevice * latency.toMillis() / 1000 / concurrency;
        System.out.printf(
                Locale.ROOT,
                "ansible: %d devices, %d calls each; wall %.1f s; calls x latency / concurrency %.1f s; ratio %.2f%n",
                sample,
                callsPerDevice,
                wall,
                ideal,
                wall / ideal);
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static DeviceTarget target(LightFlexy gateway) {
        DeviceId device = new DeviceId(gateway.name());
        BundleFile file = new BundleFile(
                "device.json", ("{\"device\":\"" + gateway.name() + "\"}").getBytes(StandardCharsets.UTF_8), false);
        return new DeviceTarget(
                device,
                "site",
                gateway.name(),
                Optional.empty(),
                Bundle.of(device, List.of(file)),
                new Fingerprint("AB".repeat(32)),
                Instant.MAX);
    }

    /** A hub that agrees to everything at once: it is not what is measured. */
    private static final class TrustingHub implements HubIdentities {
        @Override
        public void takeBack(DeviceId device) {}

        @Override
        public void trust(DeviceId device, HubLogin login, Optional<Fingerprint> running) {}

        @Override
        public void settle(DeviceId device, HubLogin login) {}
    }
}
