package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import io.github.flexyfleet.fleet.probe.ProbeSettings;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import io.github.flexyfleet.simulator.reality.Assumptions;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import io.github.flexyfleet.simulator.time.VirtualTime;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;

/** A world with one spare gateway, in virtual time, that a probe is tried on. */
final class ProbedWorld implements AutoCloseable {
    static final String SERIAL = "2005-0007-21";

    private static final String FLEET = """
            fleet: probed
            hub: {host: probed.azure-devices.net, tier: TIER}
            talk2m: {account: probed}
            runtime: {url: https://downloads.flexyfleet.example/flexyfleet-runtime.jar}
            defaults:
              tagGroups:
                all: {groups: [A], push: {full: 1h}}
            sites:
              yard:
                devices:
                  spare: {name: Spare gateway, serial: 2005-0007-21}
            """;

    private final Path folder;
    private final Fleet fleet;
    private final VirtualTime time;
    private final VirtualPace pace;
    private final RehearsalSurroundings surroundings;
    final List<String> log = new ArrayList<>();

    ProbedWorld(Path folder, Assumptions assumed) throws IOException {
        this(folder, assumed, "S1", Map.of());
    }

    /**
     * A world.
     *
     * @param files what lies on the gateway's flash beforehand
     */
    ProbedWorld(Path folder, Assumptions assumed, String tier, Map<String, byte[]> files) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("fleet.yaml"), FLEET.replace("TIER", tier));
        FleetResult result = new FleetReader(InstantSource.system()).read(folder, folder.resolve("fleet.yaml"));
        assertThat(result.findings()).isEmpty();
        fleet = result.fleet().orElseThrow();
        time = new VirtualTime(Instant.parse("2026-03-01T08:00:00Z"));
        pace = new VirtualPace(time);
        WorldSpec spec = RehearsalSpec.of(fleet, BundledRuntime.load())
                .with(assumed.knobs())
                .with(assumed.m2web());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            spec = spec.with(spec.flexys().stream()
                    .map(flexy -> flexy.with(flexy.past().withFile(file.getKey(), file.getValue())))
                    .toList());
        }
        surroundings = RehearsalSurroundings.open(
                fleet, BundledRuntime.load(), spec, folder.resolve("rehearsal"), time, pace::pauseUntilInterrupted);
    }

    /** Delays of a real gateway, as far as they are no chance. */
    static Assumptions usual() {
        return new Assumptions(
                new Knobs(
                        Duration.ofMillis(700),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(100),
                        FlashFaults.NONE),
                M2WebOptions.standard());
    }

    ProbeSettings settings() throws IOException, MojoFailureException {
        return ProbeJar.load().settings(fleet, surroundings, null, true, false);
    }

    ProbeProfile probe() throws IOException, MojoFailureException, InterruptedException, DeviceProblemException {
        return probe(settings());
    }

    ProbeProfile probe(ProbeSettings settings) throws IOException, InterruptedException, DeviceProblemException {
        DeviceTarget target = StateFolder.targets(fleet, surroundings).targets().get(0);
        FleetEngine engine =
                new FleetEngine(surroundings.connections(), surroundings.release(), RolloutSettings.defaults(), pace);
        return engine.probe(target, settings, log::add);
    }

    RehearsalWorld world() {
        return surroundings.world();
    }

    VirtualTime time() {
        return time;
    }

    /** Every file of the gateway: flash, configuration, BASIC program; with its bytes. */
    Map<String, String> contents() throws IOException {
        Path devices = folder.resolve("rehearsal/world/devices");
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(devices)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                all.put(
                        devices.relativize(path).toString(),
                        Files.isRegularFile(path) ? HexFormat.of().formatHex(Files.readAllBytes(path)) : "folder");
            }
        }
        return all;
    }

    /** The hub's identities. */
    List<DeviceIdentity> identities() {
        return world().registry().list(1000);
    }

    @Override
    public void close() {
        surroundings.close();
        time.close();
    }
}
