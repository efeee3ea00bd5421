package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.EnrollmentStep;
import io.github.flexyfleet.fleet.identity.PlannedEnrollment;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.report.ConsoleHistory;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.EnrollmentRevocation;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.simulator.dps.Enrollments;
import io.github.flexyfleet.simulator.dps.Kind;
import io.github.flexyfleet.simulator.dps.ProvisioningService;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A revocation where the Device Provisioning Service makes the identities: whoever has the old pair, a client of its own,
 * tries to register with it at every moment. One device has its own enrollment, one is in the group of the authority.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class ProvisionedRevocationIT {
    private static final String HUB = "eWONPROJECT.azure-devices.net";
    private static final String SELF = "pump-1";
    private static final String BY_CA = "pump-2";
    private static final List<String> BOTH = List.of(SELF, BY_CA);
    /** A tenth of a day, and a little more. */
    /** What is made in the second of a revocation counts as made before it. */
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static final Duration UNTIL_DUE = Duration.ofMinutes(2 * 60 + 25);
    /** A client is given up after 3 min, and the pause before the next one is 10 min at most. */
    private static final Duration A_TRY = Duration.ofMinutes(14);

    @TempDir
    Path folder;

    private VirtualTime time;
    private VirtualPace pace;
    private RehearsalSurroundings world;
    private Fleet fleet;
    private ProvisioningService dps;
    private Enrollments enrollments;
    private LedgerStore ledgers;
    private final Map<String, DeviceCertificate> old = new HashMap<>();

    @BeforeEach
    void open() throws Exception {
        time = new VirtualTime(Instant.now().truncatedTo(ChronoUnit.HOURS));
        pace = new VirtualPace(time);
        fleet = fleet();
        world = RehearsalSurroundings.open(
                fleet,
                BundledRuntime.load(),
                RehearsalSpec.of(fleet, BundledRuntime.load()),
                folder.resolve("rehearsal"),
                time,
                pace::pauseUntilInterrupted);
        dps = world.world().dps().orElseThrow();
        enrollments = dps.enrollments();
        ledgers = LedgerPlace.folder(folder.resolve("ledger"), fleet);
        deployed(event -> {});
        // Time stands still for the one who has the old pair, so the service must not take its own.
        dps.switches().assigning(Duration.ZERO);
        for (String device : BOTH) {
            old.put(device, store().find(new DeviceId(device)).orElseThrow());
            assertThat(client(old.get(device)).register()).isEqualTo("assigned");
        }
    }

    @AfterEach
    void close() throws Exception {
        ledgers.close();
        world.close();
        time.close();
    }

    private Ledger ledger() {
        return LedgerPlace.ledger(ledgers, Optional.empty());
    }

    private FleetEngine engine() {
        return new FleetEngine(
                world.connections(), world.release(), RolloutSettings.defaults().withConcurrency(2), pace);
    }

    private RolloutResult deploy(Consumer<RolloutEvent> listener) throws Exception {
        return engine().deploy(fleet, targets().targets(), listener);
    }

    private void deployed(Consumer<RolloutEvent> listener) throws Exception {
        RolloutResult result = deploy(listener);
        assertThat(result.done()).as("%s", ConsoleReport.lines(result)).isTrue();
    }

    private CertificateStore store() {
        return new CertificateStore(world.certificates(), new CertificateIssuer(new SecureRandom(), time), time)
                .with(world.custody().phrases(), world.custody().authority());
    }

    private FleetTargets targets() throws Exception {
        return StateFolder.targets(fleet, store(), SharedKeys.NONE, world.extraRoots(), world.certificates());
    }

    private RegisteringClient client(DeviceCertificate pair) throws Exception {
        return new RegisteringClient(world.world(), pair);
    }

    private EnrollmentPlan plan() throws Exception {
        return engine().observe(fleet, targets().targets(), true).enrollments();
    }

    private Revocation.Revoked revoke(String device, Optional<EnrolledIdentities.Enrolling> service) throws Exception {
        Revocation revocation = new Revocation(
                world.connections().registry(),
                service,
                new Ownership(fleet.name(), Set.of()),
                Revocation.Records.in(ledger()));
        Revocation.Revoked revoked = revocation.of(new DeviceId(device));
        assertThat(revocation.record(revoked)).isEmpty();
        return revoked;
    }

    private Revocation.Revoked revoke(String device) throws Exception {
        return revoke(device, world.connections().enrolling());
    }

    private DeviceSettings identity(String device) {
        return world.world().registry().find(device).orElseThrow().settings();
    }

    private void oldOnesAreRefused(String when) throws Exception {
        for (String device : BOTH) {
            assertThat(client(old.get(device)).register())
                    .as("%s, %s", device, when)
                    .isIn("refused", "disabled");
            assertThat(client(old.get(device)).connects(HUB))
                    .as("%s, %s", device, when)
                    .isFalse();
        }
    }

    /** Deploys, and has the old pairs tried whenever anything happens in it. */
    private void deployedWhileOldOnesAreTried() throws Exception {
        ConcurrentLinkedQueue<Object> failed = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<RolloutEvent> tried = new ConcurrentLinkedQueue<>();
        deployed(event -> {
            try {
                oldOnesAreRefused(event.toString());
                tried.add(event);
            } catch (AssertionError | Exception e) {
                failed.add(e);
            }
        });
        assertThat(failed).isEmpty();
        assertThat(tried)
                .hasSizeGreaterThan(6)
                .as("the console and flexy:history tell")
                .filteredOn(RolloutEvent.IdentitiesTended.class::isInstance)
                .extracting(event -> ((RolloutEvent.IdentitiesTended) event).words())
                .filteredOn(words -> words.contains("again, by its new certificate alone"))
                .hasSize(2);
    }

    private void newOnesAreIn() throws Exception {
        for (String device : BOTH) {
            DeviceCertificate fresh = store().find(new DeviceId(device)).orElseThrow();
            assertThat(fresh.fingerprint()).isNotEqualTo(old.get(device).fingerprint());
            assertThat(enrollments.get(Kind.INDIVIDUAL, device).enabled()).isTrue();
            assertThat(enrollments.get(Kind.INDIVIDUAL, device).certificates())
                    .extracting(Fingerprint::of)
                    .containsExactly(fresh.fingerprint());
            DeviceAuthentication.SelfSigned by =
                    (DeviceAuthentication.SelfSigned) identity(device).authentication();
            assertThat(List.of(by.primary(), by.secondary()))
                    .contains(fresh.fingerprint().hex())
                    .isSubsetOf(fresh.fingerprint().hex(), "");
            assertThat(identity(device).enabled()).isTrue();
            assertThat(client(fresh).register()).isEqualTo("assigned");
            assertThat(client(fresh).connects(HUB)).isTrue();
        }
        long position = world.world().events().last();
        time.pass(A_TRY);
        for (String device : BOTH) {
            assertThat(world.world().events().since(position))
                    .as("%s, which another client with its certificate had put out", device)
                    .anyMatch(event -> event.deviceId().equals(device));
        }
    }

    @Test
    void whoHasTheOldPairNeverRegistersAgainAndTheDeviceDoes() throws Exception {
        assertThat(revoke(SELF).enrollment()).contains(EnrollmentRevocation.Done.DISABLED);
        assertThat(revoke(BY_CA).enrollment()).contains(EnrollmentRevocation.Done.MADE);
        oldOnesAreRefused("revoked");
        assertThat(ConsoleHistory.lines(ledger().rollouts(), false, 20))
                .filteredOn(line ->
                        line.startsWith("revoked: ") && line.contains("hub and Device Provisioning Service refuse it"))
                .hasSize(2);
        time.pass(A_TRY.multipliedBy(2));
        oldOnesAreRefused("the devices have tried to register anew");

        assertThat(deploy(event -> {}).devices())
                .as("nobody has made new certificates yet")
                .extracting(DeviceResult::outcome)
                .noneMatch(outcome -> outcome.done());
        oldOnesAreRefused("a deploy of what was revoked");

        time.pass(A_SECOND);
        BOTH.forEach(device -> store().retire(new DeviceId(device)));
        assertThat(plan().byDevice())
                .isEqualTo(Map.of(
                        new DeviceId(SELF),
                        PlannedEnrollment.of(EnrollmentStep.REPLACE),
                        new DeviceId(BY_CA),
                        PlannedEnrollment.of(EnrollmentStep.REPLACE)));
        deployedWhileOldOnesAreTried();
        oldOnesAreRefused("deployed");
        newOnesAreIn();
        assertThat(plan()).isEqualTo(EnrollmentPlan.NONE);

        time.pass(UNTIL_DUE);
        assertThat(plan().byDevice())
                .as("a renewal, of both by enrollments of their own")
                .isEqualTo(Map.of(
                        new DeviceId(SELF),
                        PlannedEnrollment.of(EnrollmentStep.RENEW),
                        new DeviceId(BY_CA),
                        PlannedEnrollment.of(EnrollmentStep.RENEW)));
        deployed(event -> {});
        oldOnesAreRefused("renewed");
        newOnesAreIn();
    }

    @Test
    void afterARevocationAtTheHubAloneTheNextDeployMendsTheRest() throws Exception {
        for (String device : BOTH) {
            assertThat(revoke(device, Optional.empty()).hub()).isEqualTo(IdentityRevocation.Done.DISABLED);
            assertThat(client(old.get(device)).register())
                    .as("what a warning says")
                    .isEqualTo("assigned");
            assertThat(identity(device).enabled()).isFalse();
            assertThat(client(old.get(device)).connects(HUB)).isFalse();
        }
        time.pass(A_SECOND);
        BOTH.forEach(device -> store().retire(new DeviceId(device)));
        assertThat(plan().byDevice())
                .isEqualTo(Map.of(
                        new DeviceId(SELF),
                        PlannedEnrollment.of(EnrollmentStep.REPLACE),
                        new DeviceId(BY_CA),
                        PlannedEnrollment.of(EnrollmentStep.CREATE)));
        deployed(event -> {});
        oldOnesAreRefused("deployed");
        newOnesAreIn();
    }

    @Test
    void aServiceThatAnswersNothingKeepsNobodyFromBeingShutOutOfTheHub() throws Exception {
        dps.switches().throttled(true);
        assertThatThrownBy(() -> revoke(BY_CA)).isInstanceOfSatisfying(DeviceProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_SURELY_REVOKED);
            assertThat(e.problem().what())
                    .contains("the hub refuses it", "the Device Provisioning Service was not told");
        });
        assertThat(identity(BY_CA).enabled()).isFalse();
        dps.switches().throttled(false);
        assertThat(revoke(BY_CA).enrollment()).contains(EnrollmentRevocation.Done.MADE);
        assertThat(client(old.get(BY_CA)).register()).isEqualTo("refused");
        assertThat(ConsoleHistory.lines(ledger().rollouts(), false, 20))
                .filteredOn(line -> line.startsWith("revoked: " + BY_CA))
                .hasSize(2);
    }

    private Fleet fleet() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("fleet.yaml"), """
                fleet: provisioned
                hub:
                  host: eWONPROJECT.azure-devices.net
                  provisioning: dps
                  dps: {idScope: 0ne00ABCDEF}
                talk2m: {account: demo}
                defaults:
                  certificate: {validity: 1d, renewAt: 10%}
                  tagGroups:
                    all: {groups: [A, B, C, D], push: {full: 1m}}
                sites:
                  brussels:
                    timeZone: Europe/Brussels
                    devices:
                      pump-1: {name: Pump station 1}
                      pump-2: {name: Pump station 2, certificate: {issuer: ca}}
                """);
        return new FleetReader(Instant::now)
                .read(project.toAbsolutePath().normalize(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
    }
}
