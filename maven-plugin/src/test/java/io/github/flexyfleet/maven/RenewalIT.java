package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All certificates of a fleet come to be renewed, and something goes wrong with every device at one of the steps, by a
 * seed: every step and every kind of fault, from sixty devices on each kind at each step. {@code -Dflexy.renewal.devices=200} takes more devices,
 * {@code -Dflexy.renewal.seed=N} other ones.
 */
@Timeout(value = 7200, unit = TimeUnit.SECONDS) // of 200 devices beside much other work
class RenewalIT {
    private static final int DEVICES = Integer.getInteger("flexy.renewal.devices", 20);
    private static final long SEED = Long.getLong("flexy.renewal.seed", 20_261_129L);
    /** A tenth of a day, and a little more. */
    private static final Duration UNTIL_DUE = Duration.ofMinutes(2 * 60 + 25);

    /** So many that the virtual time of a run, in which all devices go on sending, hardly grows with the fleet. */
    private static final int SIDE_BY_SIDE = Math.min(48, Math.max(8, DEVICES / 4));

    /** Each outage of the hub ends what many others have under trial, so that a larger fleet takes more runs. */
    private static final int MOST_RUNS = 8 + DEVICES / 20;

    private static final Duration BETWEEN_RUNS = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private VirtualTime time;
    private VirtualPace pace;
    private RehearsalSurroundings world;
    private Fleet fleet;
    /** How slow the tool's clock is: what it makes now is due as soon as it goes right. No device need wait for that. */
    private Duration behind = UNTIL_DUE;

    @Test
    void whateverGoesWrongEveryDeviceCanConnectAndInTheEndNoIdentityTrustsAnOldCertificate() throws Exception {
        Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS);
        fleet = fleet();
        try (VirtualTime virtual = new VirtualTime(start)) {
            time = virtual;
            pace = new VirtualPace(virtual);
            try (RehearsalSurroundings open = RehearsalSurroundings.open(
                    fleet,
                    BundledRuntime.load(),
                    RehearsalSpec.of(fleet, BundledRuntime.load()),
                    folder.resolve("rehearsal"),
                    virtual,
                    pace::pauseUntilInterrupted)) {
                world = open;
                Map<DeviceId, Fingerprint> old = fingerprints(targets());
                assertThat(deploy(event -> {}).done()).isTrue();
                virtual.pass(BETWEEN_RUNS);
                behind = Duration.ZERO;
                Map<DeviceId, Fingerprint> fresh = fingerprints(targets());
                assertThat(fresh.values()).doesNotContainAnyElementsOf(old.values());
                renew(old, fresh);
            }
        }
    }

    private void renew(Map<DeviceId, Fingerprint> old, Map<DeviceId, Fingerprint> fresh) throws Exception {
        RenewalTroubles troubles = new RenewalTroubles(world.world().faults(), fleet.devices(), random);
        assertThat(troubles.steps()).as("something goes wrong at every step").hasSize(6);
        assertThat(troubles.kinds()).containsExactlyInAnyOrder(RenewalTroubles.Kind.values());
        RenewalWatch<Fingerprint> watch = new RenewalWatch<>(time, world.world().registry(), held(), RenewalIT::trusts);
        int runs = 0;
        RolloutResult last;
        do {
            runs++;
            last = deploy(event -> {
                if (event instanceof RolloutEvent.StageReached step) {
                    watch.look(step.device());
                }
                troubles.hear(event);
            });
            time.pass(BETWEEN_RUNS);
        } while (!last.done() && runs < MOST_RUNS);

        assertThat(last.done()).as("%s", ConsoleReport.lines(last)).isTrue();
        assertThat(troubles.struck()).as("every fault came true").hasSize(DEVICES);
        assertThat(watch.shutOut()).isEmpty();
        assertThat(watch.looks()).isGreaterThan(100);
        fleet.devices()
                .forEach(device -> assertThat(watch.seen().get(device.id()))
                        .as("what %s was seen to hold", device.id())
                        .containsExactlyInAnyOrder(old.get(device.id()), fresh.get(device.id())));
        assertThat(fingerprints(targets())).as("nothing was renewed twice").isEqualTo(fresh);
        fresh.forEach((device, fingerprint) -> assertThat(world.world()
                        .registry()
                        .find(device.value())
                        .orElseThrow()
                        .settings()
                        .authentication())
                .isEqualTo(new DeviceAuthentication.SelfSigned(fingerprint.hex(), fingerprint.hex())));
        assertThat(world.world().connections().count(HubError.UNAUTHORIZED))
                .as("no certificate was refused at any time")
                .isZero();
        watch.stop();
        everybodySpeaksWith(fresh);
    }

    private void everybodySpeaksWith(Map<DeviceId, Fingerprint> fresh) throws InterruptedException {
        Map<DeviceId, String> prints = fresh.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().abbreviated()));
        Voices.allWith("fp", prints, world.world(), time, Duration.ofMinutes(10));
    }

    private static boolean trusts(DeviceAuthentication known, Fingerprint fingerprint) {
        return known instanceof DeviceAuthentication.SelfSigned registered && registered.has(fingerprint.hex());
    }

    /** What each gateway would show the hub, by its flash. */
    private Map<DeviceId, Supplier<Set<Fingerprint>>> held() {
        Path devices = folder.resolve("rehearsal/world/devices");
        return fleet.devices().stream().collect(Collectors.toMap(Device::id, device -> {
            HeldOnFlash flash = HeldOnFlash.of(devices, device.talk2mName());
            return flash::certificates;
        }));
    }

    private RolloutResult deploy(Consumer<RolloutEvent> listener) throws Exception {
        FleetEngine engine = new FleetEngine(
                world.connections(), world.release(), RolloutSettings.defaults().withConcurrency(SIDE_BY_SIDE), pace);
        return engine.deploy(fleet.name(), targets().targets(), listener);
    }

    private FleetTargets targets() throws Exception {
        InstantSource clock = () -> time.instant().minus(behind);
        CertificateStore store =
                new CertificateStore(world.certificates(), new CertificateIssuer(new SecureRandom(), clock), clock);
        return StateFolder.targets(fleet, store, SharedKeys.NONE, world.extraRoots(), world.certificates());
    }

    private static Map<DeviceId, Fingerprint> fingerprints(FleetTargets targets) {
        return targets.targets().stream()
                .collect(Collectors.toMap(
                        DeviceTarget::device, target -> target.fingerprint().orElseThrow()));
    }

    private Fleet fleet() throws Exception {
        StringBuilder text = new StringBuilder(
                """
                fleet: renewal
                hub: {host: eWONPROJECT.azure-devices.net, tier: S1, units: %d}
                talk2m: {account: demo}
                defaults:
                  certificate: {validity: 1d, renewAt: 10%%}
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {full: 1m}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                """.formatted(1 + DEVICES / 20)); // a hub that is too small for the fleet is another test
        for (int i = 1; i <= DEVICES; i++) {
            text.append("      pump-")
                    .append(i)
                    .append(": {name: Pump station ")
                    .append(i)
                    .append("}\n");
        }
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("fleet.yaml"), text);
        FleetResult result =
                new FleetReader(Instant::now).read(project.toAbsolutePath().normalize(), Path.of("fleet.yaml"));
        assertThat(result.findings())
                .as("a short life, on purpose")
                .allMatch(found -> found.code().id().equals("FLX1221"));
        return result.fleet().orElseThrow();
    }
}
