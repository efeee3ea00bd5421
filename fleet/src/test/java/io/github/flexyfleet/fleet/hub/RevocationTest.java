package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.ledger.RunRecord;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.EnrollmentRevocation.Done;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a revocation does at hub and Device Provisioning Service, and what it says of it. */
class RevocationTest extends DeviceInQuestion {
    @Test
    void aWriteWithoutAnAnswerBeforeAnOutageIsNotSaidToBeNothing() throws Exception {
        hub.faults(FaultyService.Fault.NONE, FaultyService.Fault.LOST_ANSWER);
        hub.faults(outage());

        DeviceProblem open = problem(false);

        assertThat(status()).as("it has landed").isEqualTo("disabled");
        assertThat(open.code()).isEqualTo(ProblemCode.NOT_SURELY_REVOKED);
        assertThat(open.what()).contains("whether the hub refuses it is not known");
        assertThat(open.mend()).contains("run the goal again");
        assertThat(history()).singleElement().asString().contains("is not known");

        hub.well();
        hub.takeRequests();
        assertThat(revoke(false).hub()).isEqualTo(IdentityRevocation.Done.DISABLED);
        assertThat(hub.takeRequests())
                .as("nothing twice in one second")
                .noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void itWaitsForNoDeployAndTheDeployLetsTheRevokedCertificateNotInAgain() throws Exception {
        known("AB".repeat(32));
        HubLogin login = login(REVOKED);
        try (RunRecord lease = ledger().begin()) {
            HubIdentities deploy = lease.identities(
                    new RegistryIdentities(registry, new Ownership(FLEET, Set.of()), HubSnapshot.NONE));
            deploy.trust(DEVICE, login, Optional.empty());

            Revocation.Revoked revoked = revoke(true);

            assertThat(revoked.hub()).isEqualTo(IdentityRevocation.Done.DISABLED);
            assertThat(revoked.enrollment()).isPresent();
            assertThat(unrecorded).isPresent();
            assertThat(status()).isEqualTo("disabled");
            assertThat(catchThrowableOfType(DeviceProblemException.class, () -> deploy.settle(DEVICE, login))
                            .problem()
                            .code())
                    .isEqualTo(ProblemCode.REVOKED);
            assertThat(catchThrowableOfType(
                                    DeviceProblemException.class, () -> deploy.trust(DEVICE, login, Optional.empty()))
                            .problem()
                            .code())
                    .isEqualTo(ProblemCode.REVOKED);
            assertThat(status()).isEqualTo("disabled");
        }
        assertThat(history()).as("nobody writes without the lease").isEmpty();
        revoke(true);
        assertThat(history()).hasSize(1);
    }

    @Test
    void anOutageBeforeAnyWriteIsNothingDone() throws Exception {
        hub.faults(outage());

        assertThat(problem(false).code()).isEqualTo(ProblemCode.HUB_REFUSED);

        assertThat(status()).isEqualTo("enabled");
        assertThat(history()).isEmpty();
    }

    @Test
    void theServiceIsToldFirstAndALostAnswerOfItIsMadeSureOf() throws Exception {
        enrolled(REVOKED);
        dps.faults(FaultyService.Fault.NONE, FaultyService.Fault.LOST_ANSWER);

        assertThat(revoke(true).enrollment()).contains(Done.DISABLED);

        assertThat(admits()).isFalse();
        assertThat(status()).isEqualTo("disabled");
        assertThat(history()).singleElement().asString().contains("hub and Device Provisioning Service refuse it");
        dps.takeRequests();
        assertThat(revoke(true).enrollment()).contains(Done.DISABLED);
        assertThat(dps.takeRequests()).containsExactly("GET /enrollments/pump-1");
    }

    @Test
    void whatIsNotKnownOfTheServiceIsSaidAndTheHubIsToldAllTheSame() throws Exception {
        enrolled(REVOKED);
        dps.faults(FaultyService.Fault.NONE, FaultyService.Fault.LOST_ANSWER);
        dps.faults(outage());

        DeviceProblem open = problem(true);

        assertThat(open.code()).isEqualTo(ProblemCode.NOT_SURELY_REVOKED);
        assertThat(open.what())
                .contains("the hub refuses it", "whether the Device Provisioning Service refuses it is not known");
        assertThat(status()).isEqualTo("disabled");
        assertThat(history()).singleElement().asString().contains("is not known");
    }

    @Test
    void ofADeviceOfTheGroupADisabledEnrollmentOfItsOwnIsMadeWithWhatTheGroupGives() throws Exception {
        Enrollment group = Enrollment.of(Kind.GROUP, GROUP, REVOKED, FLEET);
        ObjectNode document = group.document().deepCopy();
        document.put("allocationPolicy", "static").put("createdDateTimeUtc", "2026-01-01T00:00:00Z");
        document.putObject("reprovisionPolicy").put("updateHubAssignment", true);
        dps.put(new Enrollment(Kind.GROUP, GROUP, document));

        assertThat(revoke(true).enrollment()).contains(Done.MADE);

        assertThat(admits()).isFalse();
        assertThat(dps.at(OWN).path("registrationId").asString()).isEqualTo("pump-1");
        assertThat(dps.at(OWN).path("allocationPolicy").asString()).isEqualTo("static");
        assertThat(dps.at(OWN).at("/reprovisionPolicy/updateHubAssignment").asBoolean())
                .isTrue();
        assertThat(dps.at(OWN).has("enrollmentGroupId")).isFalse();
        assertThat(dps.at(OWN).has("createdDateTimeUtc")).isFalse();
        assertThat(dps.at(OWN).at("/attestation/x509").has("signingCertificates"))
                .isFalse();
        assertThat(trusted()).hasSize(1).doesNotContain(Fingerprint.of(REVOKED).hex());
        assertThat(dps.at("enrollmentGroups/" + GROUP)
                        .path("provisioningStatus")
                        .asString())
                .isEqualTo("enabled");
    }

    @Test
    void oneThatTheHubDoesNotKnowIsShutOutOfTheService() throws Exception {
        DeviceId other = new DeviceId("pump-2");

        Revocation.Revoked revoked = revocation(true).of(other);

        assertThat(revoked.hub()).isEqualTo(IdentityRevocation.Done.UNKNOWN);
        assertThat(revoked.enrollment()).contains(Done.MADE);
        assertThat(dps.at("enrollments/pump-2").path("provisioningStatus").asString())
                .isEqualTo("disabled");
    }
}
