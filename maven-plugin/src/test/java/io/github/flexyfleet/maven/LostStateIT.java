package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.Stage;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.HubError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole state folder is lost: certificates, keys, keystores, ledger, and what was applied. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class LostStateIT {
    private static final Duration A_WHILE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private GoalsInRehearsal open;
    private Fleet fleet;

    private Fleet fleet(String custody) throws IOException {
        return WrittenFleet.valid(folder, """
                fleet: forgetful
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  certificate: {custody: %s}
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {full: 1m}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                      pump-1: {name: Pump station 1}
                      pump-2: {name: Pump station 2}
                      pump-3: {name: Pump station 3}
                """.formatted(custody));
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "keystore", "device-only"})
    void theNextDeployRenewsEachDeviceWithOverlapAndShutsNobodyOut(String custody) throws Exception {
        fleet = fleet(custody);
        try (GoalsInRehearsal world = new GoalsInRehearsal(fleet, folder)) {
            open = world;
            everyDeviceIs(Outcome.CONFIRMED, open.deploy(fleet, event -> {}));
            Map<DeviceId, Fingerprint> old = open.certificates(fleet);
            open.time.pass(A_WHILE);
            RenewalWatch<Fingerprint> watch = watch();

            open.loseState();
            Map<DeviceId, DeviceAuthentication> onTrial = new ConcurrentHashMap<>();
            RolloutResult renewed = open.deploy(fleet, event -> {
                if (event instanceof RolloutEvent.StageReached step) {
                    watch.look(step.device());
                    if (step.stage() == Stage.EVIDENCE) {
                        onTrial.put(step.device(), open.known(step.device()));
                    }
                }
            });

            everyDeviceIs(Outcome.CONFIRMED, renewed);
            Map<DeviceId, Fingerprint> fresh = open.certificates(fleet);
            assertThat(fresh.values()).doesNotContainAnyElementsOf(old.values());
            old.forEach((device, before) -> {
                Fingerprint after = fresh.get(device);
                assertThat(onTrial.get(device))
                        .as("while %s showed what it has", device)
                        .isEqualTo(new DeviceAuthentication.SelfSigned(before.hex(), after.hex()));
                assertThat(open.known(device))
                        .as("in the end")
                        .isEqualTo(new DeviceAuthentication.SelfSigned(after.hex(), after.hex()));
                assertThat(watch.seen().get(device)).containsExactlyInAnyOrder(before, after);
            });
            nobodyWasShutOut(watch);
            everybodySpeaksWith(fresh);
            everyDeviceIs(Outcome.UNCHANGED, open.deploy(fleet, event -> {}));
        }
    }

    private RenewalWatch<Fingerprint> watch() {
        return new RenewalWatch<>(
                open.time,
                open.world.world().registry(),
                fleet.devices().stream()
                        .collect(Collectors.toMap(
                                Device::id,
                                device -> HeldOnFlash.of(open.devices(), device.talk2mName())::certificates)),
                (known, fingerprint) ->
                        known instanceof DeviceAuthentication.SelfSigned both && both.has(fingerprint.hex()));
    }

    private void nobodyWasShutOut(RenewalWatch<Fingerprint> watch) {
        watch.stop();
        assertThat(watch.looks()).isGreaterThan(100);
        assertThat(watch.shutOut()).isEmpty();
        assertThat(open.world.world().connections().count(HubError.UNAUTHORIZED))
                .as("no certificate was refused at any time")
                .isZero();
    }

    private void everybodySpeaksWith(Map<DeviceId, Fingerprint> fresh) throws InterruptedException {
        Map<DeviceId, String> prints = fresh.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().abbreviated()));
        Voices.allWith("fp", prints, open.world.world(), open.time, A_WHILE);
    }

    private static void everyDeviceIs(Outcome outcome, RolloutResult result) {
        assertThat(result.devices())
                .as("%s", ConsoleReport.lines(result))
                .hasSize(3)
                .extracting(DeviceResult::outcome)
                .containsOnly(outcome);
    }
}
