package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.doctor.Doctor;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.HubSettingsLook;
import io.github.flexyfleet.fleet.doctor.HubSettingsWanted;
import io.github.flexyfleet.fleet.doctor.HubSide;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.HubChain;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.dps.Enrollments;
import io.github.flexyfleet.simulator.fault.Faults;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.hub.DeviceRegistry;
import io.github.flexyfleet.simulator.hub.HubConfiguration;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rehearsal world in virtual time whose gateways each suffer from something else, and a doctor who looks at one at a
 * time. A gateway is named as what it suffers from. For one thread.
 */
final class Hospital implements AutoCloseable {
    private static final String ALL = "all: {groups: [A, B, C, D], push: {full: 1m}}";
    /** Nothing comes by itself while it is looked at. */
    private static final String SELDOM = ", heartbeat: 1d, tagGroups: {all: {push: {full: 1d}}}";

    /** The certificate of the gateway "expired" is good for so long after the beginning. */
    private static final Duration SHORT_LIFE = Duration.ofMinutes(80);

    private final Path folder;
    private final List<String> names;
    private final String hub;
    private final VirtualTime time = new VirtualTime(Instant.now().truncatedTo(ChronoUnit.HOURS));
    private final VirtualPace pace = new VirtualPace(time);
    private final Instant begin = time.instant();
    private final Fleet fleet;
    private RehearsalSurroundings world;
    private FleetTargets targets;

    /** Opens the world with factory-new gateways. */
    Hospital(Path folder, List<String> names) throws Exception {
        this(folder, names, "");
    }

    /**
     * The same with another hub.
     *
     * @param hub more settings of it in the fleet file, each with a comma before it
     */
    Hospital(Path folder, List<String> names, String hub) throws Exception {
        this.folder = folder;
        this.names = List.copyOf(names);
        this.hub = hub;
        this.fleet = read("fleet.yaml", ALL);
        open(Function.identity());
        targets = targets(fleet, world.certificates());
    }

    private Fleet read(String file, String group) throws IOException {
        StringBuilder text = new StringBuilder("""
                fleet: hospital
                hub: {host: eWONPROJECT.azure-devices.net, tier: S1, access: entra%s}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    %s
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                """.formatted(hub, group));
        for (String name : names) {
            text.append("      %s: {name: %s%s}\n"
                    .formatted(
                            name,
                            name,
                            switch (name) {
                                case "expired" -> ", certificate: {validity: 1d, renewAt: 95%}";
                                case "dropped" -> ", spool: {age: 1h}";
                                case "copied", "unasked" -> SELDOM;
                                case "swapped" -> file.equals("fleet.yaml") ? "" : ", serial: 2005-0077-25";
                                default -> "";
                            }));
        }
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve(file), text);
        FleetResult result = new FleetReader(InstantSource.system())
                .read(project.toAbsolutePath().normalize(), Path.of(file));
        return result.fleet().orElseThrow(() -> new AssertionError(result.findings()));
    }

    /** Certificates were issued the day before. */
    private FleetTargets targets(Fleet of, Path certificates) throws IOException {
        InstantSource yesterday =
                InstantSource.fixed(begin.minus(Duration.ofDays(1)).plus(SHORT_LIFE));
        CertificateStore store =
                new CertificateStore(certificates, new CertificateIssuer(new SecureRandom(), yesterday), yesterday);
        return StateFolder.targets(of, store, SharedKeys.NONE, world.extraRoots(), certificates);
    }

    private void open(Function<FlexySpec, FlexySpec> meanwhile) throws IOException {
        BundledRuntime runtime = BundledRuntime.load();
        WorldSpec usual = RehearsalSpec.of(fleet, runtime);
        List<FlexySpec> gateways = usual.flexys().stream()
                .map(meanwhile)
                .filter(gateway -> !gateway.name().isEmpty())
                .map(Hospital::withPoor)
                .toList();
        world = RehearsalSurroundings.open(
                fleet, runtime, usual.with(gateways), folder.resolve("rehearsal"), time, pace::pauseUntilInterrupted);
    }

    /** A user for each right, who may do everything but that. */
    private static FlexySpec withPoor(FlexySpec gateway) {
        return gateway.withUsers(Arrays.stream(FlexySpec.Right.values())
                .map(right ->
                        new FlexySpec.User(Look.poor(right), Look.POOR_WORD, EnumSet.complementOf(EnumSet.of(right))))
                .toList());
    }

    /**
     * The power of all gateways goes, things are done to some of them, and it comes back. The fleet file has another serial
     * number for "swapped" from now on.
     *
     * @param emptied a gateway that forgets which bundle it runs
     */
    void meanwhile(Function<FlexySpec, FlexySpec> done, String emptied) throws IOException, InterruptedException {
        world.close();
        try (Stream<Path> files = Files.walk(folder.resolve("rehearsal/world/devices"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().matches(".*-" + emptied + "/usr/flexyfleet/state\\.[ab]")) {
                    Files.delete(file);
                }
            }
        }
        open(done);
        targets = targets(read("later.yaml", ALL), world.certificates());
    }

    /** The power goes, and when it comes back the hub and all other servers show themselves under another root. */
    void changeRoot() throws IOException {
        world.close();
        try (Stream<Path> files = Files.list(folder.resolve("rehearsal/world/ca"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
        open(Function.identity());
    }

    /** Somebody connects as a device, with its own certificate and key. */
    SecondClient connectAs(String name) throws IOException, GeneralSecurityException {
        DeviceCertificate own = new CertificateStore(
                        world.certificates(), new CertificateIssuer(new SecureRandom(), time), time)
                .with(world.custody().phrases(), Optional.empty())
                .find(new DeviceId(name))
                .orElseThrow();
        return new SecondClient(world.world(), fleet.hub().host(), own);
    }

    /** Somebody connects as a device so long from now, while the doctor looks at it, and sends a message. */
    void later(Duration delay, String name, Consumer<SecondClient> made) {
        time.worker("second client").schedule(delay, () -> {
            try {
                SecondClient client = connectAs(name);
                made.accept(client);
                client.publish("{\"Level\":\"7\"}");
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The world itself. */
    RehearsalWorld world() {
        return world.world();
    }

    Faults faults() {
        return world.world().faults();
    }

    /** The hub's settings in Azure. */
    HubConfiguration settings() {
        return world.world().hubConfiguration();
    }

    /** What the Device Provisioning Service of the world knows. */
    Enrollments enrollments() {
        return world.world().dps().orElseThrow().enrollments();
    }

    DeviceRegistry registry() {
        return world.world().registry();
    }

    void pass(Duration duration) throws InterruptedException {
        time.pass(duration);
    }

    /** Deploys to some gateways. */
    void deployTo(List<String> some) throws Exception {
        deployTo(some, RolloutSettings.defaults());
    }

    /** The same to gateways that send so seldom that one message must be evidence enough. */
    void deployToSeldom(List<String> some) throws Exception {
        RolloutSettings usual = RolloutSettings.defaults();
        deployTo(
                some,
                new RolloutSettings(
                        usual.concurrency(),
                        usual.revertAfter(),
                        usual.evidenceWithin(),
                        1,
                        usual.feedEvery(),
                        usual.deviceEvery()));
    }

    private void deployTo(List<String> some, RolloutSettings settings) throws Exception {
        List<DeviceTarget> wanted = targets.targets().stream()
                .filter(target -> some.contains(target.device().value()))
                .toList();
        assertThat(engine(world.connections(), settings)
                        .deploy(fleet.name(), wanted, event -> {})
                        .done())
                .isTrue();
    }

    private FleetEngine engine(Connections connections, RolloutSettings settings) {
        return new FleetEngine(connections, world.release(), settings, pace);
    }

    /** Looks at a device. */
    DoctorReport examine(String name, Look look) throws Exception {
        FleetTargets seen = look.group().isPresent()
                ? targets(read("other.yaml", look.group().get()), world.certificates())
                : look.otherState() ? targets(fleet, folder.resolve("elsewhere/certificates")) : targets;
        DeviceTarget target = seen.targets().stream()
                .filter(each -> each.device().equals(new DeviceId(name)))
                .findFirst()
                .orElseThrow();
        Connections connections = look.way().apply(world.connections());
        IotHubRegistry registry = connections.registry();
        if (look.wrongKey()) {
            registry = Wiring.registry(
                    fleet,
                    HubLogins.of(wrongKey()),
                    new IotHubRegistry.Network(
                            Optional.of(new Proxy(Proxy.Type.HTTP, world.world().proxy())), world.extraRoots()),
                    time,
                    pace::pauseUntilInterrupted);
        }
        Doctor.Sides sides = new Doctor.Sides(
                EngineDoctor.devices(engine(connections, RolloutSettings.defaults())),
                HubSide.of(
                        registry,
                        () -> HubChain.of(fleet.hub().host(), world.reading().network())),
                from -> new RehearsalFeed(world.world().events()),
                connections.accounts().stream()
                        .map(account -> EngineDoctor.calls(account, pace))
                        .toList(),
                HubSettingsLook.of(
                        world.resources(),
                        look.messages().isPresent() ? sending(look.messages().get()) : usual()));
        return new Doctor(
                        sides,
                        new Doctor.Settings(
                                look.runtime().orElse(world.release().version()),
                                HubTier.S1,
                                look.asking(),
                                Duration.ofMinutes(3)),
                        pace)
                .examine(List.of(target));
    }

    private HubSettingsWanted usual() {
        return EngineDoctor.wanted(fleet);
    }

    private HubSettingsWanted sending(long messages) {
        return new HubSettingsWanted(fleet.hub(), messages, messages);
    }

    private Secret wrongKey() {
        return Secret.of(world.world().hubConnectionString().replaceFirst("SharedAccessKey=.*", "SharedAccessKey=")
                + "B".repeat(43) + "=");
    }

    @Override
    public void close() {
        world.close();
        time.close();
    }
}
