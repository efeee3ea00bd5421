package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All certificates of a fleet come to be renewed, and something goes wrong with every device at one of the steps, by a
 * seed: every step and every kind of fault, from sixty devices on each kind at each step.
 * {@code -Dflexy.renewal.devices=200} takes more devices, {@code -Dflexy.renewal.seed=N} other ones. Each gateway has a
 * copy of the runtime's classes of its own: a JVM for 200 needs {@code -XX:ReservedCodeCacheSize=2g}, or it stops to compile.
 */
@Timeout(value = 7200, unit = TimeUnit.SECONDS) // of 200 devices beside much other work
class RenewalIT extends TroubledExchange<Fingerprint> {
    private static final int DEVICES = Integer.getInteger("flexy.renewal.devices", 20);
    private static final long SEED = Long.getLong("flexy.renewal.seed", 20_261_129L);
    /** A tenth of a day, and a little more. */
    private static final Duration UNTIL_DUE = Duration.ofMinutes(2 * 60 + 25);

    /** So many that the virtual time of a run, in which all devices go on sending, hardly grows with the fleet. */
    private static final int SIDE_BY_SIDE = Math.min(48, Math.max(8, DEVICES / 4));

    /** Each outage of the hub ends what many others have under trial, so that a larger fleet takes more runs. */
    private static final int MOST_RUNS = 8 + DEVICES / 20;

    /** How slow the tool's clock is: what it makes now is due as soon as it goes right. No device need wait for that. */
    private Duration behind = UNTIL_DUE;

    @Test
    void whateverGoesWrongEveryDeviceCanConnectAndInTheEndNoIdentityTrustsAnOldCertificate() throws Exception {
        try (VirtualRehearsal rehearsal = open(fleet())) {
            Map<DeviceId, Fingerprint> old = fingerprints(targets());
            assertThat(deploy(event -> {}).done()).isTrue();
            rehearsal.time.pass(BETWEEN_RUNS);
            behind = Duration.ZERO;
            Map<DeviceId, Fingerprint> fresh = fingerprints(targets());
            assertThat(fresh.values()).doesNotContainAnyElementsOf(old.values());
            renew(old, fresh);
        }
    }

    private void renew(Map<DeviceId, Fingerprint> old, Map<DeviceId, Fingerprint> fresh) throws Exception {
        exchange(old, fresh, new Random(SEED), MOST_RUNS);

        assertThat(fingerprints(targets())).as("nothing was renewed twice").isEqualTo(fresh);
        fresh.forEach((device, fingerprint) -> assertThat(identity(device).authentication())
                .isEqualTo(new DeviceAuthentication.SelfSigned(fingerprint.hex(), fingerprint.hex())));
        everybodySpeaksWith(fresh);
    }

    private void everybodySpeaksWith(Map<DeviceId, Fingerprint> fresh) throws InterruptedException {
        Map<DeviceId, String> prints = fresh.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().abbreviated()));
        Voices.allWith("fp", prints, open.world.world(), open.time, Duration.ofMinutes(10));
    }

    @Override
    int sideBySide() {
        return SIDE_BY_SIDE;
    }

    @Override
    Set<Fingerprint> held(HeldOnFlash flash) {
        return flash.certificates();
    }

    @Override
    boolean trusts(DeviceAuthentication known, Fingerprint fingerprint) {
        return known instanceof DeviceAuthentication.SelfSigned registered && registered.has(fingerprint.hex());
    }

    @Override
    FleetTargets targets() throws Exception {
        Path certificates = open.world.certificates();
        return StateFolder.targets(
                fleet,
                StateFolder.store(certificates, () -> open.time.instant().minus(behind)),
                SharedKeys.NONE,
                open.world.extraRoots(),
                certificates);
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
        FleetResult result = WrittenFleet.read(folder, text.toString());
        assertThat(result.findings())
                .as("a short life, on purpose")
                .allMatch(found -> found.code().id().equals("FLX1221"));
        return result.fleet().orElseThrow();
    }
}
