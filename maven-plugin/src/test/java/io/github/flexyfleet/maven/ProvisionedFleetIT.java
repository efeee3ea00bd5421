package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.EnrollmentStep;
import io.github.flexyfleet.fleet.identity.PlannedEnrollment;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.simulator.dps.Enrollment;
import io.github.flexyfleet.simulator.dps.Enrollments;
import io.github.flexyfleet.simulator.dps.Kind;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceIdentity;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import io.github.flexyfleet.simulator.time.VirtualTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fleet that the Device Provisioning Service provisions: one device by its own enrollment, one by the group of the CA. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class ProvisionedFleetIT {
    private static final String SELF = "pump-1";
    private static final String BY_CA = "pump-2";
    private static final String GROUP = "provisioned";
    /** A tenth of a day, and a little more. */
    private static final Duration UNTIL_DUE = Duration.ofMinutes(2 * 60 + 25);
    /** A client is given up after 3 min, and the pause before the next one is 10 min at most. */
    private static final Duration A_TRY = Duration.ofMinutes(14);

    @TempDir
    Path folder;

    private VirtualTime time;
    private VirtualPace pace;
    private RehearsalSurroundings world;
    private Fleet fleet;
    private Enrollments enrollments;

    @BeforeEach
    void open() throws Exception {
        time = new VirtualTime(Instant.now().truncatedTo(ChronoUnit.HOURS));
        pace = new VirtualPace(time);
        fleet = fleet(true);
        world = RehearsalSurroundings.open(
                fleet,
                BundledRuntime.load(),
                RehearsalSpec.of(fleet, BundledRuntime.load()),
                folder.resolve("rehearsal"),
                time,
                pace::pauseUntilInterrupted);
        enrollments = world.world().dps().orElseThrow().enrollments();
    }

    @AfterEach
    void close() {
        world.close();
        time.close();
    }

    private FleetEngine engine() {
        return new FleetEngine(
                world.connections(), world.release(), RolloutSettings.defaults().withConcurrency(2), pace);
    }

    private RolloutResult deploy() throws Exception {
        return engine().deploy(fleet, targets().targets(), event -> {});
    }

    private void deployed() throws Exception {
        RolloutResult result = deploy();
        assertThat(result.done()).as("%s", ConsoleReport.lines(result)).isTrue();
    }

    private FleetTargets targets() throws Exception {
        CertificateStore store = new CertificateStore(
                        world.certificates(), new CertificateIssuer(new SecureRandom(), time), time)
                .with(world.custody().phrases(), world.custody().authority());
        return StateFolder.targets(fleet, store, SharedKeys.NONE, world.extraRoots(), world.certificates());
    }

    private Map<String, Fingerprint> fingerprints() throws Exception {
        return targets().targets().stream()
                .collect(Collectors.toMap(
                        target -> target.device().value(),
                        target -> target.fingerprint().orElseThrow()));
    }

    private DeviceIdentity identity(String device) {
        return world.world().registry().find(device).orElseThrow();
    }

    private void trustsOnly(String device, Fingerprint fingerprint) {
        DeviceAuthentication.SelfSigned by =
                (DeviceAuthentication.SelfSigned) identity(device).settings().authentication();
        assertThat(List.of(by.primary(), by.secondary()))
                .contains(fingerprint.hex())
                .isSubsetOf(fingerprint.hex(), "");
    }

    private Observations observed() throws Exception {
        return engine().observe(fleet, targets().targets(), true);
    }

    private static PlannedEnrollment to(EnrollmentStep step) {
        return PlannedEnrollment.of(step);
    }

    @Test
    void aDeployEnrollsAndTheServiceMakesTheIdentities() throws Exception {
        Observations before = observed();
        assertThat(before.enrollments().byDevice()).isEqualTo(Map.of(new DeviceId(SELF), to(EnrollmentStep.CREATE)));
        assertThat(before.enrollments().group()).contains(new EnrollmentPlan.Group(GROUP, to(EnrollmentStep.CREATE)));
        assertThat(before.enrollments().writes()).isEqualTo(2);
        assertThat(before.identities().byDevice().values())
                .as("the service makes them")
                .allMatch(planned -> planned.steps().isEmpty());
        deployed();
        Map<String, Fingerprint> prints = fingerprints();
        assertThat(enrollments.list(Kind.INDIVIDUAL)).extracting(Enrollment::id).containsExactly(SELF);
        assertThat(enrollments.list(Kind.GROUP)).extracting(Enrollment::id).containsExactly(GROUP);
        trustsOnly(SELF, prints.get(SELF));
        trustsOnly(BY_CA, prints.get(BY_CA));
        assertThat(identity(BY_CA).settings().statusReason()).isEqualTo("flexyfleet: provisioned");

        String enrolled = enrollments.get(Kind.INDIVIDUAL, SELF).etag();
        String registered = identity(SELF).etag();
        RolloutResult again = deploy();
        assertThat(again.devices()).extracting(DeviceResult::outcome).containsOnly(Outcome.UNCHANGED);
        assertThat(enrollments.get(Kind.INDIVIDUAL, SELF).etag()).isEqualTo(enrolled);
        assertThat(identity(SELF).etag()).isEqualTo(registered);
        Observations after = observed();
        assertThat(after.identities().byDevice().values())
                .allMatch(planned -> planned.steps().isEmpty());
        assertThat(after.enrollments()).isEqualTo(EnrollmentPlan.NONE);
    }

    @Test
    void whatSomebodyDeletedAtTheServiceIsPlannedAndMadeAgain() throws Exception {
        deployed();
        enrollments.remove(Kind.INDIVIDUAL, SELF);
        enrollments.remove(Kind.GROUP, GROUP);
        assertThat(observed().enrollments().count(EnrollmentStep.CREATE)).isEqualTo(1);
        assertThat(observed().enrollments().group()).isPresent();
        deployed();
        assertThat(observed().enrollments()).isEqualTo(EnrollmentPlan.NONE);
        assertThat(enrollments.get(Kind.INDIVIDUAL, SELF).enabled()).isTrue();
    }

    @Test
    void aDeviceWhoseIdentityIsDeletedAtTheHubRegistersAnew() throws Exception {
        deployed();
        String before = identity(SELF).generationId();
        world.world().registry().delete(SELF, EtagMatch.parse("*"));
        time.pass(A_TRY);
        assertThat(identity(SELF).generationId()).isNotEqualTo(before);
        trustsOnly(SELF, fingerprints().get(SELF));
        long position = world.world().events().last();
        time.pass(Duration.ofMinutes(5));
        assertThat(world.world().events().since(position))
                .anyMatch(event -> event.deviceId().equals(SELF));
        deployed();
    }

    @Test
    void renewalGoesThroughTheSecondSlotOfTheEnrollment() throws Exception {
        deployed();
        Map<String, Fingerprint> old = fingerprints();
        time.pass(UNTIL_DUE);
        Map<String, Fingerprint> fresh = fingerprints();
        assertThat(fresh.values()).doesNotContainAnyElementsOf(old.values());
        assertThat(observed().enrollments().byDevice()).isEqualTo(Map.of(new DeviceId(SELF), to(EnrollmentStep.RENEW)));
        deployed();
        for (String device : List.of(SELF, BY_CA)) {
            trustsOnly(device, fresh.get(device));
        }
        Enrollment enrollment = enrollments.get(Kind.INDIVIDUAL, SELF);
        assertThat(enrollment.certificates())
                .singleElement()
                .satisfies(
                        certificate -> assertThat(Fingerprint.of(certificate)).isEqualTo(fresh.get(SELF)));
    }

    @Test
    void aDeviceThatLeavesTheFleetFileCanNeitherRegisterNorConnect() throws Exception {
        deployed();
        fleet = fleet(false);
        assertThat(observed().enrollments().disabled()).containsExactly(new DeviceId(SELF));
        deployed();
        assertThat(enrollments.get(Kind.INDIVIDUAL, SELF).enabled()).isFalse();
        assertThat(identity(SELF).settings().enabled()).isFalse();
        time.pass(A_TRY.multipliedBy(2));
        assertThat(identity(SELF).settings().enabled()).isFalse();
        fleet = fleet(true);
        deployed();
        assertThat(enrollments.get(Kind.INDIVIDUAL, SELF).enabled()).isTrue();
    }

    @Test
    void whatSomebodyElseEnrolledOrDisabledIsLeftAlone() throws Exception {
        enrollments.add(SELF, world.world().rootCertificate());
        String before = enrollments.get(Kind.INDIVIDUAL, SELF).etag();
        assertThat(observed().enrollments().problems())
                .isEqualTo(Map.of(ProblemCode.FOREIGN_ENROLLMENT, List.of(new DeviceId(SELF))));
        assertThat(problem(SELF)).isEqualTo(ProblemCode.FOREIGN_ENROLLMENT);
        assertThat(enrollments.get(Kind.INDIVIDUAL, SELF).etag()).isEqualTo(before);
        enrollments.remove(Kind.INDIVIDUAL, SELF);
        deployed();
        enrollments.enable(Kind.GROUP, GROUP, false);
        fleet = fleet(true, "90s");
        assertThat(problem(BY_CA)).isEqualTo(ProblemCode.ENROLLMENT_DISABLED);
    }

    private ProblemCode problem(String device) throws Exception {
        return deploy().devices().stream()
                .filter(result -> result.target().device().equals(new DeviceId(device)))
                .flatMap(result -> result.problem().stream())
                .map(DeviceProblem::code)
                .findFirst()
                .orElse(null);
    }

    private Fleet fleet(boolean both) throws Exception {
        return fleet(both, "1m");
    }

    private Fleet fleet(boolean both, String full) throws Exception {
        String text = """
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
                """.formatted(full, both ? "      pump-1: {name: Pump station 1}\n" : "");
        FleetResult result = WrittenFleet.read(folder, text);
        assertThat(result.findings())
                .as("a short life, on purpose")
                .allMatch(found -> found.code().id().equals("FLX1221"));
        return result.fleet().orElseThrow();
    }
}
