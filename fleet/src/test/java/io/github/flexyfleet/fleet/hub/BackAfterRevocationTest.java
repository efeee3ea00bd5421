package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.EnrollmentRevocation.Done;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** How a revoked device comes back, and that nothing of before the revocation does. */
class BackAfterRevocationTest extends DeviceInQuestion {
    @Test
    void whatSomebodyElseDisabledAtTheServiceStaysAsItIs() throws Exception {
        Enrollment enrollment = Enrollment.of(Kind.INDIVIDUAL, DEVICE.value(), REVOKED, FLEET);
        ObjectNode document = enrollment.document().deepCopy();
        document.put("provisioningStatus", "disabled");
        dps.put(new Enrollment(Kind.INDIVIDUAL, DEVICE.value(), document));
        ObjectNode before = dps.at(OWN).deepCopy();

        assertThat(revoke(true).enrollment()).contains(Done.BY_OTHERS);

        assertThat(dps.at(OWN)).isEqualTo(before);
        assertThatThrownBy(() -> identities(FRESH).trust(DEVICE, login(FRESH), Optional.empty()))
                .isInstanceOfSatisfying(
                        DeviceProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.ENROLLMENT_DISABLED));
    }

    /** The hub's part alone would let it in again by the enrollment, before it is refused at the hub. */
    @Test
    void theRevokedCertificateIsNeverEnrolledAgain() throws Exception {
        enrolled(REVOKED);
        revoke(true);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> identities(REVOKED).trust(DEVICE, login(REVOKED), Optional.empty()))
                    .isInstanceOf(DeviceProblemException.class);
            assertThatThrownBy(() -> identities(REVOKED).settle(DEVICE, login(REVOKED)))
                    .isInstanceOfSatisfying(
                            DeviceProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.REVOKED));
        }

        assertThat(admits()).isFalse();
        assertThat(told).isEmpty();
    }

    /** The hub's part failed, so that nothing there says that the device is shut out; the enrollment holds nobody's. */
    @Test
    void theRevokedCertificateIsNotEnrolledAgainThoughTheHubKnowsOfNothing() throws Exception {
        known(Fingerprint.of(REVOKED).hex());
        hub.faults(outage());
        assertThat(problem(true).code()).isEqualTo(ProblemCode.NOT_SURELY_REVOKED);
        hub.well();
        assertThat(status()).isEqualTo("enabled");
        assertThat(trusted()).doesNotContain(Fingerprint.of(REVOKED).hex());

        for (boolean known : List.of(true, false)) {
            if (!known) {
                hub.forget("pump-1");
            }
            assertThat(catchThrowableOfType(
                                    DeviceProblemException.class,
                                    () -> identities(REVOKED).trust(DEVICE, login(REVOKED), Optional.empty()))
                            .problem()
                            .code())
                    .isEqualTo(ProblemCode.REVOKED);
            assertThat(admits()).isFalse();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void anEnrollmentOfAnotherFleetStaysTheirs() throws Exception {
        dps.put(Enrollment.of(Kind.INDIVIDUAL, DEVICE.value(), REVOKED, "other"));

        revoke(true);

        assertThat(admits()).isFalse();
        assertThat(dps.at(OWN).at("/initialTwin/tags/flexyfleet/fleet").asString())
                .isEqualTo("other");
        assertThat(catchThrowableOfType(
                                DeviceProblemException.class,
                                () -> identities(FRESH).trust(DEVICE, login(FRESH), Optional.empty()))
                        .problem()
                        .code())
                .isEqualTo(ProblemCode.FOREIGN_ENROLLMENT);
    }

    @Test
    void theNewCertificateTakesThePlaceOfAllInOneWriteAndTheNextOneComesBesideIt() throws Exception {
        enrolled(REVOKED);
        revoke(true);
        dps.takeRequests();

        EnrolledIdentities identities = identities(FRESH);
        identities.trust(DEVICE, login(FRESH), Optional.of(Fingerprint.of(REVOKED)));

        assertThat(trusted()).containsExactly(Fingerprint.of(FRESH).hex());
        assertThat(admits()).isTrue();
        assertThat(dps.at(OWN).at("/initialTwin/tags/flexyfleet").has("revoked"))
                .as("a twin that is made of it says nothing of it")
                .isFalse();
        assertThat(dps.takeRequests())
                .filteredOn(request -> request.startsWith("PUT"))
                .hasSize(1);
        assertThat(status()).isEqualTo("enabled");
        assertThat(told).singleElement().asString().contains("pump-1 again, by its new certificate alone");
        identities.settle(DEVICE, login(FRESH));
        assertThat(dps.takeRequests()).noneMatch(request -> request.startsWith("PUT"));

        X509Certificate next = certificate(NOW.plus(Duration.ofDays(300)));
        identities(next).trust(DEVICE, login(next), Optional.of(Fingerprint.of(FRESH)));
        assertThat(trusted())
                .containsExactly(
                        Fingerprint.of(FRESH).hex(), Fingerprint.of(next).hex());
    }

    @Test
    void afterTheHubAloneTheDeployPutsItRightBeforeTheHubLetsTheDeviceIn() throws Exception {
        enrolled(REVOKED);
        revoke(false);
        assertThat(admits()).isTrue();
        hub.faults(FaultyService.Fault.NONE, FaultyService.Fault.NONE);
        hub.faults(outage());

        assertThatThrownBy(() -> identities(FRESH).trust(DEVICE, login(FRESH), Optional.empty()))
                .isInstanceOf(IotHubException.class);
        assertThat(trusted()).containsExactly(Fingerprint.of(FRESH).hex());
        hub.well();

        identities(FRESH).trust(DEVICE, login(FRESH), Optional.empty());
        assertThat(trusted()).containsExactly(Fingerprint.of(FRESH).hex());
        assertThat(status()).isEqualTo("enabled");
    }
}
