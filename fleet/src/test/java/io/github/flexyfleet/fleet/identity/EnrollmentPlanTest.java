package io.github.flexyfleet.fleet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.TestCertificates;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Enrollment;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class EnrollmentPlanTest {
    private static final String FLEET = "pumps";
    private static final DeviceId PUMP = new DeviceId("pump-1");
    private static final X509Certificate OWN = certificate();
    private static final X509Certificate OLD = certificate();

    /** Before the certificates were made: they are revoked where the enrollment has them. */
    private static final Instant REVOKED_AT = Instant.parse("2020-01-01T00:00:00Z");

    private static X509Certificate certificate() {
        return TestCertificates.selfSigned(PUMP.value(), TestCertificates.START, TestCertificates.END);
    }

    /** As the service tells it: of certificates it tells the thumbprint only. */
    private static Enrollment told(String fleet, X509Certificate... certificates) {
        Enrollment made = Enrollment.of(Kind.INDIVIDUAL, PUMP.value(), certificates[0], fleet);
        ObjectNode document = made.document();
        ObjectNode slots = ((ObjectNode) document.at("/attestation/x509")).putObject("clientCertificates");
        for (int i = 0; i < certificates.length; i++) {
            slots.putObject(i == 0 ? "primary" : "secondary")
                    .putObject("info")
                    .put("sha256Thumbprint", Fingerprint.of(certificates[i]).hex());
        }
        return new Enrollment(Kind.INDIVIDUAL, PUMP.value(), document);
    }

    private static EnrollmentPlan plan(Optional<Enrollment> found, DeviceId... adopted) {
        return plan(Set.of(), found, adopted);
    }

    private static EnrollmentPlan plan(Set<DeviceId> shutOut, Optional<Enrollment> found, DeviceId... adopted) {
        return EnrollmentPlan.of(
                new EnrollmentPlan.Seen(
                        found.map(one -> Map.of(PUMP.value(), one)).orElse(Map.of()), Optional.empty(), shutOut),
                new EnrollmentPlan.Wanted(Map.of(PUMP, OWN), FLEET, Optional.empty()),
                List.of(),
                new Ownership(FLEET, Set.of(adopted)));
    }

    private static void needs(EnrollmentStep step, long writes, EnrollmentPlan plan) {
        assertThat(plan.byDevice()).isEqualTo(Map.of(PUMP, PlannedEnrollment.of(step)));
        assertThat(plan.changes(PUMP)).isTrue();
        assertThat(plan.writes()).isEqualTo(writes);
    }

    private static void refused(ProblemCode code, EnrollmentPlan plan) {
        assertThat(plan.problems()).isEqualTo(Map.of(code, List.of(PUMP)));
        assertThat(plan.changes(PUMP)).isFalse();
        assertThat(plan.writes()).isZero();
    }

    @Test
    void oneThatIsNotThereIsMadeAndOneThatIsRightStays() {
        needs(EnrollmentStep.CREATE, 1, plan(Optional.empty()));
        assertThat(plan(Optional.of(told(FLEET, OWN)))).isEqualTo(EnrollmentPlan.NONE);
    }

    @Test
    void anotherCertificateIsWrittenBesideAndTheOldOneGoesInTheEnd() {
        needs(EnrollmentStep.RENEW, 2, plan(Optional.of(told(FLEET, OLD))));
        needs(EnrollmentStep.SETTLE, 1, plan(Optional.of(told(FLEET, OLD, OWN))));
    }

    @Test
    void whatThisToolDisabledIsEnabledAndWhatSomebodyElseDisabledIsNot() {
        Enrollment enrollment = told(FLEET, OWN);
        needs(EnrollmentStep.ENABLE, 1, plan(Optional.of(enrollment.enabled(false, FLEET))));
        ObjectNode document = enrollment.document().deepCopy();
        document.put("provisioningStatus", "disabled");
        refused(
                ProblemCode.ENROLLMENT_DISABLED,
                plan(Optional.of(new Enrollment(Kind.INDIVIDUAL, PUMP.value(), document))));
    }

    @Test
    void afterARevocationTheNewCertificateTakesThePlaceOfAllInOneWrite() {
        needs(EnrollmentStep.REPLACE, 1, plan(Optional.of(told(FLEET, OLD).revoked(REVOKED_AT))));
        needs(EnrollmentStep.REPLACE, 1, plan(Set.of(PUMP), Optional.of(told(FLEET, OLD))));
        needs(EnrollmentStep.REPLACE, 1, plan(Set.of(PUMP), Optional.of(told(FLEET, OLD, OWN))));
        assertThat(plan(Set.of(PUMP), Optional.of(told(FLEET, OWN))))
                .as("a run was cut off before the hub let it in")
                .isEqualTo(EnrollmentPlan.NONE);
        refused(ProblemCode.REVOKED, plan(Optional.of(told(FLEET, OWN).revoked(REVOKED_AT))));
        refused(
                ProblemCode.REVOKED,
                plan(Optional.of(
                        told(FLEET, OLD).revoked(CertificateIssuer.made(OWN).plusSeconds(1)))));
        assertThat(told(FLEET, OLD).revoked(REVOKED_AT).enabled(true, FLEET).revoked())
                .isFalse();
    }

    @Test
    void somebodyElsesIsLeftAloneUntilItIsAdopted() {
        refused(ProblemCode.FOREIGN_ENROLLMENT, plan(Optional.of(told("other", OLD))));
        needs(EnrollmentStep.RENEW, 2, plan(Optional.of(told("other", OLD)), PUMP));
    }

    @Test
    void onlyEnrollmentsOfThisFleetAreDisabledWithTheirDevices() {
        EnrollmentPlan.Wanted nothing = new EnrollmentPlan.Wanted(Map.of(), FLEET, Optional.empty());
        for (String fleet : List.of(FLEET, "other")) {
            EnrollmentPlan plan = EnrollmentPlan.of(
                    new EnrollmentPlan.Seen(Map.of(PUMP.value(), told(fleet, OWN)), Optional.empty(), Set.of()),
                    nothing,
                    List.of(PUMP, new DeviceId("pump-2")),
                    new Ownership(FLEET, Set.of()));
            assertThat(plan.disabled()).isEqualTo(fleet.equals(FLEET) ? List.of(PUMP) : List.of());
            assertThat(plan.writes()).isEqualTo(fleet.equals(FLEET) ? 1 : 0);
        }
    }

    @Test
    void identitiesThatTheServiceMakesAreNothingToDo() {
        IdentityPlan plan = new IdentityPlan(
                Map.of(
                        PUMP,
                        PlannedIdentity.steps(List.of(IdentityStep.CREATE)),
                        new DeviceId("pump-2"),
                        PlannedIdentity.steps(List.of(IdentityStep.TAGS))),
                List.of(new DeviceId("pump-3")));

        IdentityPlan shown = EnrollmentPlan.withoutMaking(plan);

        assertThat(shown.count(IdentityStep.CREATE)).isZero();
        assertThat(shown.count(IdentityStep.TAGS)).isEqualTo(1);
        assertThat(shown.removed()).isEqualTo(plan.removed());
    }
}
