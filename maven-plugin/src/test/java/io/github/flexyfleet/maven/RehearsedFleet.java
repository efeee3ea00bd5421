package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.RuntimeRelease;
import io.github.flexyfleet.fleet.gateway.SavedPrograms;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.flexy.CustomerProgram;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.hub.EventLog;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A small fleet in a folder of its own with its rehearsal world, which may be closed and opened again at any time. */
final class RehearsedFleet implements AutoCloseable {
    private static final String HUB = "eWONPROJECT.azure-devices.net";

    private final Path folder;
    private Fleet fleet;
    private RehearsalSurroundings surroundings;
    private Optional<RuntimeRelease> release = Optional.empty();
    private Optional<CustomerProgram> program = Optional.empty();
    private String settings = "";
    private String changes = "onChange: 2s, ";
    private int evidence = 2;

    /** Writes the fleet file of this many devices and opens the world. */
    RehearsedFleet(Path folder, int devices, String tier) throws IOException {
        this.folder = folder;
        this.fleet = read(HUB, tier, devices, 20);
        open();
    }

    /** Adds a setting to the fleet's defaults, such as {@code takeOver: true}. */
    void setDefault(String line) throws IOException {
        settings = "  " + line + "\n";
        fleet = read(HUB, "S1", fleet.devices().size(), 20);
    }

    /** Folder of the virtual flash of a device, by its number from 1. */
    Path flash(int number) throws IOException {
        try (Stream<Path> folders = Files.walk(folder.resolve("rehearsal/world"))) {
            return folders.filter(path -> path.endsWith("usr"))
                    .sorted()
                    .skip(number - 1L)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Opens the world again from its folder. */
    void open() throws IOException {
        BundledRuntime runtime = BundledRuntime.load();
        WorldSpec usual = RehearsalSpec.of(fleet, runtime);
        List<FlexySpec> flexys = usual.flexys().stream()
                .map(flexy -> program.map(script -> flexy.with(flexy.past().with(script)))
                        .orElse(flexy))
                .toList();
        WorldSpec plain = new WorldSpec(
                usual.talk2mAccount(),
                usual.hubHost(),
                usual.hubTier(),
                flexys,
                usual.runtimeUrl(),
                usual.runtimeJar());
        WorldSpec spec = usual.management().map(plain::withManagement).orElse(plain);
        surroundings = RehearsalSurroundings.open(fleet, runtime, spec, folder.resolve("rehearsal"));
    }

    /** Opens the world again, with this BASIC program on all its gateways unless something else was loaded. */
    void reopenWith(CustomerProgram script) throws IOException {
        program = Optional.of(script);
        reboot();
    }

    /** Takes the power from the whole world, and gives it back. */
    void reboot() throws IOException {
        surroundings.close();
        open();
    }

    RehearsalSurroundings surroundings() {
        return surroundings;
    }

    Path certificates() {
        return surroundings.certificates();
    }

    /** Changes the fleet file; the world stays as it was. */
    void change(String host, int devices, int fullSeconds) throws IOException {
        fleet = read(host, "S1", devices, fullSeconds);
    }

    /** Evidence must come soon; a real device would get minutes. */
    RolloutSettings within(Duration time) {
        return new RolloutSettings(
                4, Duration.ofMinutes(10), time, evidence, Duration.ofMillis(100), Duration.ofMillis(250));
    }

    /** The same, and changes are not sent; one message is evidence enough then. */
    void changeToSeldom(int fullSeconds) throws IOException {
        changes = "";
        evidence = 1;
        change(HUB, fleet.devices().size(), fullSeconds);
    }

    /** The way into the world; what fails is tried again without a pause. */
    Connections connections() {
        Connections real = surroundings.connections();
        M2WebSettings talk2m = real.talk2m();
        return new Connections(
                new M2WebSettings(
                        talk2m.base(),
                        talk2m.login(),
                        talk2m.authentication(),
                        talk2m.network(),
                        M2WebSettings.Retries.standard(new Random(3), pause -> {})),
                real.device(),
                real.registry(),
                real.events());
    }

    /** The tool's own runtime is this one from now on. */
    void use(RuntimeRelease other) {
        release = Optional.of(other);
    }

    /**
     * Waits for a message that comes from now on under a configuration, and answers all that came. Samples of a trial may
     * come before it: the runtime keeps them, with the digest under which they were taken, until a hub can be reached.
     */
    List<HubEvent> awaitMessage(String digest, Duration enough) throws InterruptedException {
        EventLog events = surroundings.world().events();
        List<HubEvent> all = new ArrayList<>();
        long position = events.last();
        do {
            List<HubEvent> more = events.await(position, enough);
            assertThat(more).as("messages after %s", all).isNotEmpty();
            all.addAll(more);
            position = all.get(all.size() - 1).position();
        } while (!digest.equals(all.get(all.size() - 1).properties().get("cfg")));
        return all;
    }

    FleetEngine engine() {
        return engine(connections(), Duration.ofSeconds(40));
    }

    RolloutResult deploy(Duration evidence) throws Exception {
        return deploy(connections(), evidence, event -> {});
    }

    RolloutResult deploy(Connections connections, Duration evidence, Consumer<RolloutEvent> listener) throws Exception {
        return engine(connections, evidence).deploy(fleet.name(), targets().targets(), listener);
    }

    /** Deploys wave by wave, as a user's deploy does. */
    RolloutResult deployInWaves(Duration evidence) throws Exception {
        return engine(connections(), evidence).deploy(fleet, targets().targets(), event -> {});
    }

    /** The fleet as it is written now. */
    Fleet fleet() {
        return fleet;
    }

    List<DeviceState> states() throws DeviceProblemException, IOException, InterruptedException {
        return engine(connections(), Duration.ofSeconds(1)).status(targets().targets());
    }

    private FleetEngine engine(Connections connections, Duration evidence) {
        return new FleetEngine(connections, release.orElseGet(surroundings::release), within(evidence), Pace.system());
    }

    FleetTargets targets() throws IOException {
        CertificateStore store = StateFolder.store(surroundings.certificates(), InstantSource.system());
        return FleetTargets.of(
                fleet, store, surroundings.extraRoots(), new SavedPrograms(folder.resolve("taken-over")));
    }

    private Fleet read(String host, String tier, int devices, int fullSeconds) throws IOException {
        StringBuilder text = new StringBuilder("""
                fleet: small
                hub: {host: %s, tier: %s}
                talk2m: {account: demo}
                defaults:
                %s  tagGroups:
                    all: {groups: [A, B, C, D], push: {%sfull: %ds}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                """.formatted(host, tier, settings, changes, fullSeconds));
        for (int i = 1; i <= devices; i++) {
            text.append("      pump-").append(i);
            text.append(": {name: Pump station ")
                    .append(i)
                    .append(", serial: 2005-")
                    .append(String.format(Locale.ROOT, "%04d", i))
                    .append("-25}\n");
        }
        FleetResult result = WrittenFleet.read(folder, text.toString());
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }

    @Override
    public void close() {
        surroundings.close();
    }
}
