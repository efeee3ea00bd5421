package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * Devices whose keys this tool made at the hub, half of them over MQTT and half over HTTPS, come to be rotated, and something
 * goes wrong with every device at one of the steps, by a seed. {@code -Dflexy.rotation.devices=60} takes each kind of fault
 * at each step, {@code -Dflexy.rotation.seed=N} other ones.
 */
@Timeout(value = 1800, unit = TimeUnit.SECONDS)
class KeyRotationIT {
    private static final String HOST = "eWONPROJECT.azure-devices.net";
    private static final int DEVICES = Integer.getInteger("flexy.rotation.devices", 12);
    private static final long SEED = Long.getLong("flexy.rotation.seed", 20_261_130L);
    private static final Duration UNTIL_DUE = Duration.ofMinutes(2 * 60 + 5);
    private static final int MOST_RUNS = 8;
    private static final Duration BETWEEN_RUNS = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private VirtualTime time;
    private VirtualPace pace;
    private RehearsalSurroundings world;
    private Fleet fleet;

    @Test
    void whateverGoesWrongEveryDeviceCanConnectAndInTheEndTheOldKeysAreDead() throws Exception {
        fleet = fleet();
        try (VirtualTime virtual = new VirtualTime(Instant.now().truncatedTo(ChronoUnit.HOURS))) {
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
                RolloutResult first = deploy(event -> {});
                assertThat(first.done()).as("%s", ConsoleReport.lines(first)).isTrue();
                Map<DeviceId, Secret> old = keys(KeySlot.PRIMARY);
                Map<DeviceId, Digest> before = digests(targets());
                assertThat(deploy(event -> {}).nothingToDo()).isTrue();
                assertThat(folder.resolve("rehearsal/keys"))
                        .as("the hub is the only store")
                        .isDirectoryNotContaining("glob:**.sas");

                virtual.pass(UNTIL_DUE);
                Map<DeviceId, Secret> fresh = keys(KeySlot.SECONDARY);
                assertThat(digests(targets()).values()).doesNotContainAnyElementsOf(before.values());
                rotate(old, fresh);
            }
        }
    }

    private void rotate(Map<DeviceId, Secret> old, Map<DeviceId, Secret> fresh) throws Exception {
        Map<DeviceId, Digest> wanted = digests(targets());
        RenewalTroubles troubles = new RenewalTroubles(world.world().faults(), fleet.devices(), random);
        assertThat(troubles.steps()).as("something goes wrong at every step").hasSize(6);
        assertThat(troubles.kinds()).containsExactlyInAnyOrder(RenewalTroubles.Kind.values());
        RenewalWatch<Secret> watch = new RenewalWatch<>(time, world.world().registry(), held(), KeyRotationIT::trusts);
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
        watch.stop();
        assertThat(digests(targets())).as("nothing was rotated twice").isEqualTo(wanted);
        assertThat(keys(KeySlot.SECONDARY)).isEqualTo(fresh);
        assertThat(world.world().connections().count(HubError.UNAUTHORIZED))
                .as("no token was refused at any time")
                .isZero();
        Voices.allWith("cfg", abbreviated(wanted), world.world(), time, Duration.ofMinutes(10));
        KeyProbe thief = new KeyProbe(world.world(), HOST);
        for (Map.Entry<DeviceId, Secret> device : old.entrySet()) {
            String id = device.getKey().value();
            assertThat(mark(device.getKey()).slot()).isEqualTo(KeySlot.SECONDARY);
            assertThat(thief.post(id, device.getValue(), time.instant()))
                    .as("the old key of %s", id)
                    .isEqualTo(401);
            assertThat(thief.post(id, fresh.get(device.getKey()), time.instant()))
                    .as("the new key of %s", id)
                    .isEqualTo(204);
        }
    }

    private static boolean trusts(DeviceAuthentication known, Secret key) {
        return known instanceof DeviceAuthentication.Sas keys
                && (keys.primary().equals(key.reveal()) || keys.secondary().equals(key.reveal()));
    }

    private Map<DeviceId, Secret> keys(KeySlot slot) {
        return fleet.devices().stream().collect(Collectors.toMap(Device::id, device -> {
            DeviceAuthentication.Sas keys = (DeviceAuthentication.Sas) world.world()
                    .registry()
                    .find(device.id().value())
                    .orElseThrow()
                    .settings()
                    .authentication();
            return Secret.of(slot == KeySlot.PRIMARY ? keys.primary() : keys.secondary());
        }));
    }

    private IdentityMark.KeyUse mark(DeviceId device) {
        return IdentityMark.parse(world.world()
                        .registry()
                        .find(device.value())
                        .orElseThrow()
                        .settings()
                        .statusReason())
                .flatMap(IdentityMark::use)
                .orElseThrow();
    }

    /** What each gateway would show the hub, by its flash. */
    private Map<DeviceId, Supplier<Set<Secret>>> held() {
        Path devices = folder.resolve("rehearsal/world/devices");
        return fleet.devices().stream().collect(Collectors.toMap(Device::id, device -> {
            HeldOnFlash flash = HeldOnFlash.of(devices, device.talk2mName());
            return flash::keys;
        }));
    }

    private RolloutResult deploy(Consumer<RolloutEvent> listener) throws Exception {
        FleetEngine engine = new FleetEngine(
                world.connections(), world.release(), RolloutSettings.defaults().withConcurrency(8), pace);
        return engine.deploy(fleet.name(), targets().targets(), listener);
    }

    /** With keys that are read anew, as each run of the tool does. */
    private FleetTargets targets() throws Exception {
        SharedKeys.Result keys = world.keys();
        assertThat(keys.findings()).isEmpty();
        assertThat(keys.keys().keys().values())
                .allMatch(key -> key.origin() instanceof SharedKey.Origin.AtHub)
                .hasSize(DEVICES);
        return StateFolder.targets(fleet, world, keys.keys());
    }

    private static Map<DeviceId, Digest> digests(FleetTargets targets) {
        return targets.targets().stream().collect(Collectors.toMap(DeviceTarget::device, DeviceTarget::digest));
    }

    private static Map<DeviceId, String> abbreviated(Map<DeviceId, Digest> digests) {
        return digests.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().abbreviated()));
    }

    private Fleet fleet() throws Exception {
        StringBuilder text = new StringBuilder("""
                fleet: rotation
                hub: {host: %s, tier: S1}
                talk2m: {account: demo}
                defaults:
                  auth: sas
                  sas: {rotateAfter: 2h}
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {full: 1m}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                """.formatted(HOST));
        for (int i = 1; i <= DEVICES; i++) {
            text.append("      pump-")
                    .append(i)
                    .append(": {name: Pump station ")
                    .append(i)
                    .append(i % 2 == 0 ? ", transport: https}\n" : "}\n");
        }
        FleetResult result = WrittenFleet.read(folder, text.toString());
        assertThat(result.findings()).isEmpty();
        return result.fleet().orElseThrow();
    }
}
