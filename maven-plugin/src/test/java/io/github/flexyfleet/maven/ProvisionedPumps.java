package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.dps.Enrollments;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two pumps that the Device Provisioning Service provisions, in virtual time: one by its own enrollment, one by the group. */
abstract class ProvisionedPumps {
    /** Has an enrollment of its own. */
    static final String SELF = "pump-1";
    /** Is in the group of the authority. */
    static final String BY_CA = "pump-2";

    /** A tenth of a day, and a little more. */
    static final Duration UNTIL_DUE = Duration.ofMinutes(2 * 60 + 25);
    /** A client is given up after 3 min, and the pause before the next one is 10 min at most. */
    static final Duration A_TRY = Duration.ofMinutes(14);

    @TempDir
    Path folder;

    Fleet fleet;
    VirtualRehearsal open;
    RehearsalWorld world;
    Enrollments enrollments;

    @BeforeEach
    final void openWorld() throws Exception {
        fleet = fleet(true, "1m");
        open = new VirtualRehearsal(fleet, folder, Instant.now().truncatedTo(ChronoUnit.HOURS));
        world = open.world.world();
        enrollments = world.dps().orElseThrow().enrollments();
    }

    @AfterEach
    final void closeWorld() {
        open.close();
    }

    /** Writes the fleet file: with both pumps or the second one alone, which send all values so often. */
    final Fleet fleet(boolean both, String full) throws Exception {
        FleetResult result =
                WrittenFleet.read(folder, """
                fleet: provisioned
                hub:
                  host: eWONPROJECT.azure-devices.net
                  provisioning: dps
                  dps: {idScope: 0ne00ABCDEF}
                talk2m: {account: demo}
                defaults:
                  certificate: {validity: 1d, renewAt: 10%%}
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {full: %s}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                %s      pump-2: {name: Pump station 2, certificate: {issuer: ca}}
                """.formatted(full, both ? "      pump-1: {name: Pump station 1}\n" : ""));
        assertThat(result.findings())
                .as("a short life, on purpose")
                .allMatch(found -> found.code().id().equals("FLX1221"));
        return result.fleet().orElseThrow();
    }

    private FleetEngine engine() {
        return open.engine(2);
    }

    final FleetTargets targets() throws Exception {
        return StateFolder.targets(
                fleet, open.store(), SharedKeys.NONE, open.world.extraRoots(), open.world.certificates());
    }

    final RolloutResult deploy(Consumer<RolloutEvent> listener) throws Exception {
        return engine().deploy(fleet, targets().targets(), listener);
    }

    final void deployed(Consumer<RolloutEvent> listener) throws Exception {
        RolloutResult result = deploy(listener);
        assertThat(result.done()).as("%s", ConsoleReport.lines(result)).isTrue();
    }

    final Observations observed() throws Exception {
        return engine().observe(fleet, targets().targets(), true);
    }

    /** As the hub has it. */
    final DeviceIdentity identity(String device) {
        return world.registry().find(device).orElseThrow();
    }

    /** The hub takes this certificate of a device and no other. */
    final void trustsOnly(String device, Fingerprint fingerprint) {
        DeviceAuthentication.SelfSigned by =
                (DeviceAuthentication.SelfSigned) identity(device).settings().authentication();
        assertThat(List.of(by.primary(), by.secondary()))
                .contains(fingerprint.hex())
                .isSubsetOf(fingerprint.hex(), "");
    }
}
