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
import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.DeviceLogins;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.HubChain;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.simulator.WorldSpec;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A rehearsal world in virtual time whose gateways each suffer from something else, and a doctor who looks at one at a
 * time. A gateway is named as what it suffers from. For one thread.
 */
final class Hospital implements AutoCloseable {
    private static final String ALL = "all: {groups: [A, B, C, D], push: {full: 1m}}";
    private static final String POOR_WORD = "poor-word";
    private static final CallLimit FEW = new CallLimit(50, 10);

    /** The certificate of the gateway "expired" is good for so long after the beginning. */
    private static final Duration SHORT_LIFE = Duration.ofMinutes(80);

    private final Path folder;
    private final List<String> names;
    private final VirtualTime time = new VirtualTime(Instant.now().truncatedTo(ChronoUnit.HOURS));
    private final VirtualPace pace = new VirtualPace(time);
    private final Instant begin = time.instant();
    private final Fleet fleet;
    private RehearsalSurroundings world;
    private FleetTargets targets;

    /** Opens the world with factory-new gateways. */
    Hospital(Path folder, List<String> names) throws Exception {
        this.folder = folder;
        this.names = List.copyOf(names);
        this.fleet = read("fleet.yaml", ALL);
        open(Function.identity());
        targets = targets(fleet, world.certificates());
    }

    private Fleet read(String file, String group) throws IOException {
        StringBuilder text = new StringBuilder("""
                fleet: hospital
                hub: {host: eWONPROJECT.azure-devices.net, tier: S1, access: entra}
                talk2m: {account: demo}
                defaults:
                  tagGroups:
                    %s
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                """.formatted(group));
        for (String name : names) {
            text.append("      %s: {name: %s%s}\n"
                    .formatted(
                            name,
                            name,
                            switch (name) {
                                case "expired" -> ", certificate: {validity: 1d, renewAt: 95%}";
                                case "dropped" -> ", spool: {age: 1h}";
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
        WorldSpec spec = new WorldSpec(
                        usual.talk2mAccount(),
                        usual.hubHost(),
                        usual.hubTier(),
                        gateways,
                        usual.runtimeUrl(),
                        usual.runtimeJar())
                .withManagement(fleet.hub().managementHost());
        world = RehearsalSurroundings.open(
                fleet, runtime, spec, folder.resolve("rehearsal"), time, pace::pauseUntilInterrupted);
    }

    /** A user for each right, who may do everything but that. */
    private static FlexySpec withPoor(FlexySpec gateway) {
        return gateway.withUsers(Arrays.stream(FlexySpec.Right.values())
                .map(right -> new FlexySpec.User(poor(right), POOR_WORD, EnumSet.complementOf(EnumSet.of(right))))
                .toList());
    }

    private static String poor(FlexySpec.Right right) {
        return "without-" + right;
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

    Faults faults() {
        return world.world().faults();
    }

    /** The hub's settings in Azure. */
    HubConfiguration settings() {
        return world.world().hubConfiguration();
    }

    DeviceRegistry registry() {
        return world.world().registry();
    }

    void pass(Duration duration) throws InterruptedException {
        time.pass(duration);
    }

    /** Deploys to some gateways. */
    void deployTo(List<String> some) throws Exception {
        List<DeviceTarget> wanted = targets.targets().stream()
                .filter(target -> some.contains(target.device().value()))
                .toList();
        assertThat(engine(world.connections())
                        .deploy(fleet.name(), wanted, event -> {})
                        .done())
                .isTrue();
    }

    private FleetEngine engine(Connections connections) {
        return new FleetEngine(connections, world.release(), RolloutSettings.defaults(), pace);
    }

    /**
     * What the doctor is given to look with.
     *
     * @param way changes the way to the devices
     * @param runtime version of the runtime that the tool has; empty for the right one
     * @param group other tag groups in the fleet file
     * @param otherState whether the state folder is not the one that deployed
     * @param wrongKey whether the key of the hub's connection string is another one
     * @param messages how many the fleet is reckoned to send in a day; empty for the right number
     */
    record Look(
            UnaryOperator<Connections> way,
            Optional<String> runtime,
            Optional<String> group,
            boolean otherState,
            boolean wrongKey,
            Optional<Long> messages) {
        /** The usual. */
        static Look usual() {
            return by(UnaryOperator.identity());
        }

        private static Look by(UnaryOperator<Connections> way) {
            return new Look(way, Optional.empty(), Optional.empty(), false, false, Optional.empty());
        }

        /** By a device user who lacks a right. */
        static Look byUserWithout(FlexySpec.Right right) {
            DeviceLogin login = new DeviceLogin(poor(right), Secret.of(POOR_WORD));
            return by(usual -> new Connections(
                    usual.accounts(), usual.accountOf(), DeviceLogins.same(login), usual.registry(), usual.events()));
        }

        /** With an account that has fewer calls a day than were made today. */
        static Look withFewCalls() {
            return by(usual -> new Connections(
                    usual.accounts().stream()
                            .map(account -> new AccountAccess(account.name(), account.m2web(), FEW, account.ledger()))
                            .toList(),
                    usual.accountOf(),
                    usual.logins(),
                    usual.registry(),
                    usual.events()));
        }

        /** With a tool of another version. */
        Look ofRuntime(String version) {
            return new Look(way, Optional.of(version), group, otherState, wrongKey, messages);
        }

        /** With a fleet file that has other tag groups. */
        Look withGroup(String other) {
            return new Look(way, runtime, Optional.of(other), otherState, wrongKey, messages);
        }

        /** On a machine without the state folder. */
        Look withoutState() {
            return new Look(way, runtime, group, true, wrongKey, messages);
        }

        /** With another key in the hub's connection string. */
        Look withWrongKey() {
            return new Look(way, runtime, group, otherState, true, messages);
        }

        /** With a fleet that is reckoned to send so many messages a day. */
        Look sending(long a) {
            return new Look(way, runtime, group, otherState, wrongKey, Optional.of(a));
        }
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
                EngineDoctor.devices(engine(connections)),
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
        // A method would have to be answered while the caller holds the time; a message comes each minute anyway.
        return new Doctor(
                        sides,
                        new Doctor.Settings(
                                look.runtime().orElse(world.release().version()),
                                HubTier.S1,
                                false,
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
