package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.EnrollmentStep;
import io.github.flexyfleet.fleet.identity.PlannedEnrollment;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.simulator.dps.Enrollment;
import io.github.flexyfleet.simulator.dps.Kind;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fleet that the Device Provisioning Service provisions: one device by its own enrollment, one by the group of the CA. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class ProvisionedFleetIT extends ProvisionedPumps {
    private static final String GROUP = "provisioned";

    private RolloutResult deploy() throws Exception {
        return deploy(event -> {});
    }

    private void deployed() throws Exception {
        deployed(event -> {});
    }

    private Map<String, Fingerprint> fingerprints() throws Exception {
        return targets().targets().stream()
                .collect(Collectors.toMap(
                        target -> target.device().value(),
                        target -> target.fingerprint().orElseThrow()));
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
        world.registry().delete(SELF, EtagMatch.parse("*"));
        open.time.pass(A_TRY);
        assertThat(identity(SELF).generationId()).isNotEqualTo(before);
        trustsOnly(SELF, fingerprints().get(SELF));
        long position = world.events().last();
        open.time.pass(Duration.ofMinutes(5));
        assertThat(world.events().since(position))
                .anyMatch(event -> event.deviceId().equals(SELF));
        deployed();
    }

    @Test
    void renewalGoesThroughTheSecondSlotOfTheEnrollment() throws Exception {
        deployed();
        Map<String, Fingerprint> old = fingerprints();
        open.time.pass(UNTIL_DUE);
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
        fleet = fleet(false, "1m");
        assertThat(observed().enrollments().disabled()).containsExactly(new DeviceId(SELF));
        deployed();
        assertThat(enrollments.get(Kind.INDIVIDUAL, SELF).enabled()).isFalse();
        assertThat(identity(SELF).settings().enabled()).isFalse();
        open.time.pass(A_TRY.multipliedBy(2));
        assertThat(identity(SELF).settings().enabled()).isFalse();
        fleet = fleet(true, "1m");
        deployed();
        assertThat(enrollments.get(Kind.INDIVIDUAL, SELF).enabled()).isTrue();
    }

    @Test
    void whatSomebodyElseEnrolledOrDisabledIsLeftAlone() throws Exception {
        enrollments.add(SELF, world.rootCertificate());
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
}
