package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.certificate.SharedKey;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Devices whose keys this tool made at the hub, half of them over MQTT and half over HTTPS, come to be rotated, and something
 * goes wrong with every device at one of the steps, by a seed. {@code -Dflexy.rotation.devices=60} takes each kind of fault
 * at each step, {@code -Dflexy.rotation.seed=N} other ones.
 */
@Timeout(value = 1800, unit = TimeUnit.SECONDS)
class KeyRotationIT extends TroubledExchange<Secret> {
    private static final String HOST = "eWONPROJECT.azure-devices.net";
    private static final int DEVICES = Integer.getInteger("flexy.rotation.devices", 12);
    private static final long SEED = Long.getLong("flexy.rotation.seed", 20_261_130L);
    private static final Duration UNTIL_DUE = Duration.ofMinutes(2 * 60 + 5);
    private static final int MOST_RUNS = 8;

    @Test
    void whateverGoesWrongEveryDeviceCanConnectAndInTheEndTheOldKeysAreDead() throws Exception {
        try (VirtualRehearsal rehearsal = open(fleet())) {
            RolloutResult first = deploy(event -> {});
            assertThat(first.done()).as("%s", ConsoleReport.lines(first)).isTrue();
            Map<DeviceId, Secret> old = keys(KeySlot.PRIMARY);
            Map<DeviceId, Digest> before = digests(targets());
            assertThat(deploy(event -> {}).nothingToDo()).isTrue();
            assertThat(folder.resolve("rehearsal/keys"))
                    .as("the hub is the only store")
                    .isDirectoryNotContaining("glob:**.sas");

            rehearsal.time.pass(UNTIL_DUE);
            Map<DeviceId, Secret> fresh = keys(KeySlot.SECONDARY);
            assertThat(digests(targets()).values()).doesNotContainAnyElementsOf(before.values());
            rotate(old, fresh);
        }
    }

    private void rotate(Map<DeviceId, Secret> old, Map<DeviceId, Secret> fresh) throws Exception {
        Map<DeviceId, Digest> wanted = digests(targets());
        exchange(old, fresh, new Random(SEED), MOST_RUNS);

        assertThat(digests(targets())).as("nothing was rotated twice").isEqualTo(wanted);
        assertThat(keys(KeySlot.SECONDARY)).isEqualTo(fresh);
        RehearsalWorld world = open.world.world();
        Voices.allWith("cfg", abbreviated(wanted), world, open.time, Duration.ofMinutes(10));
        KeyProbe thief = new KeyProbe(world, HOST);
        for (Map.Entry<DeviceId, Secret> device : old.entrySet()) {
            String id = device.getKey().value();
            assertThat(mark(device.getKey()).slot()).isEqualTo(KeySlot.SECONDARY);
            assertThat(thief.post(id, device.getValue(), open.time.instant()))
                    .as("the old key of %s", id)
                    .isEqualTo(401);
            assertThat(thief.post(id, fresh.get(device.getKey()), open.time.instant()))
                    .as("the new key of %s", id)
                    .isEqualTo(204);
        }
    }

    @Override
    int sideBySide() {
        return 8;
    }

    @Override
    Set<Secret> held(HeldOnFlash flash) {
        return flash.keys();
    }

    @Override
    boolean trusts(DeviceAuthentication known, Secret key) {
        return known instanceof DeviceAuthentication.Sas keys
                && (keys.primary().equals(key.reveal()) || keys.secondary().equals(key.reveal()));
    }

    private Map<DeviceId, Secret> keys(KeySlot slot) {
        return fleet.devices().stream().collect(Collectors.toMap(Device::id, device -> {
            DeviceAuthentication.Sas keys =
                    (DeviceAuthentication.Sas) identity(device.id()).authentication();
            return Secret.of(slot == KeySlot.PRIMARY ? keys.primary() : keys.secondary());
        }));
    }

    private IdentityMark.KeyUse mark(DeviceId device) {
        return IdentityMark.parse(identity(device).statusReason())
                .flatMap(IdentityMark::use)
                .orElseThrow();
    }

    @Override
    FleetTargets targets() throws Exception {
        SharedKeys.Result keys = open.world.keys();
        assertThat(keys.findings()).isEmpty();
        assertThat(keys.keys().keys().values())
                .allMatch(key -> key.origin() instanceof SharedKey.Origin.AtHub)
                .hasSize(DEVICES);
        return StateFolder.targets(fleet, open.world, keys.keys());
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
