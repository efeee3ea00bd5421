package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a rollout and a revocation make of an identity at the hub. */
class RegistryIdentitiesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final DeviceId DEVICE = new DeviceId("pump-1");
    private static final Fingerprint OLD = new Fingerprint("A".repeat(64));
    private static final Fingerprint RUNNING = new Fingerprint("B".repeat(64));
    private static final Fingerprint NEW = new Fingerprint("C".repeat(64));

    private final FakeHub hub = new FakeHub();
    private IotHubRegistry registry;
    private RegistryIdentities identities;

    @BeforeEach
    void start() throws Exception {
        hub.start();
        registry = hub.client(NOW, pause -> {});
        identities = new RegistryIdentities(registry, new Ownership("waterworks", Set.of()), HubSnapshot.NONE);
    }

    @AfterEach
    void stop() {
        registry.close();
        hub.stop();
    }

    private void present(Fingerprint primary, Fingerprint secondary) {
        hub.put("""
                {"deviceId":"pump-1","etag":"1","status":"enabled","statusReason":"flexyfleet: waterworks","capabilities":{"iotEdge":false},
                 "authentication":{"type":"selfSigned","x509Thumbprint":
                 {"primaryThumbprint":"%s","secondaryThumbprint":"%s"}}}
                """.formatted(primary, secondary));
    }

    private static HubLogin certificate(Fingerprint fingerprint) {
        return new HubLogin.Certificate(fingerprint, NOW);
    }

    private List<String> trusted() {
        JsonNode x509 = hub.device("pump-1").path("authentication").path("x509Thumbprint");
        return List.of(
                x509.path("primaryThumbprint").asString(),
                x509.path("secondaryThumbprint").asString());
    }

    private String status() {
        return hub.device("pump-1").path("status").asString();
    }

    @Test
    void aNewCertificateComesBesideTheOneThatRuns() throws Exception {
        present(RUNNING, RUNNING);

        identities.trust(DEVICE, certificate(NEW), Optional.of(RUNNING));

        assertThat(trusted()).containsExactly(RUNNING.hex(), NEW.hex());
    }

    /** A run was cut off after the confirm, before the hub forgot the old one; then another renewal is due. */
    @Test
    void theCertificateThatRunsIsNeverDroppedForANewOne() throws Exception {
        present(OLD, RUNNING);

        identities.trust(DEVICE, certificate(NEW), Optional.of(RUNNING));

        assertThat(trusted()).containsExactly(RUNNING.hex(), NEW.hex());
    }

    @Test
    void whereNothingIsKnownOfWhatRunsTheFirstStays() throws Exception {
        present(OLD, RUNNING);

        identities.trust(DEVICE, certificate(NEW), Optional.empty());

        assertThat(trusted()).containsExactly(OLD.hex(), NEW.hex());
    }

    @Test
    void aRevokedDeviceIsShutOutAndOnlyAnotherCertificateLetsItInAgain() throws Exception {
        present(RUNNING, RUNNING);

        assertThat(identities.revoke(DEVICE)).isTrue();
        assertThat(status()).isEqualTo("disabled");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> identities.trust(DEVICE, certificate(RUNNING), Optional.of(RUNNING)))
                    .isInstanceOfSatisfying(
                            DeviceProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.REVOKED));
            assertThat(status()).isEqualTo("disabled");
        }

        identities.trust(DEVICE, certificate(NEW), Optional.of(RUNNING));
        assertThat(status()).isEqualTo("enabled");
        assertThat(trusted()).as("what was revoked is trusted no more").containsExactly(NEW.hex(), NEW.hex());

        hub.takeRequests();
        identities.settle(DEVICE, certificate(NEW));
        assertThat(hub.takeRequests()).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void revokingTwiceWritesOnceAndSurvivesALostAnswer() throws Exception {
        present(RUNNING, RUNNING);
        hub.faults(FakeHub.Fault.NONE, FakeHub.Fault.LOST_ANSWER);

        identities.revoke(DEVICE);
        identities.revoke(DEVICE);

        assertThat(status()).isEqualTo("disabled");
        assertThat(hub.takeRequests())
                .filteredOn(request -> request.startsWith("PUT"))
                .hasSize(1);
    }

    @Test
    void aDeviceThatTheHubDoesNotKnowIsNotMadeToBeRevoked() throws Exception {
        assertThat(identities.revoke(DEVICE)).isFalse();
        assertThat(hub.device("pump-1")).isNull();
    }

    /** Somebody disabled it by hand, and knows why. */
    @Test
    void whatOthersDisabledStaysDisabled() throws Exception {
        present(RUNNING, RUNNING);
        hub.device("pump-1").put("status", "disabled").put("statusReason", "stolen");

        assertThatThrownBy(() -> identities.trust(DEVICE, certificate(NEW), Optional.of(RUNNING)))
                .isInstanceOf(DeviceProblemException.class);
        assertThatThrownBy(() -> identities.settle(DEVICE, certificate(NEW)))
                .isInstanceOf(DeviceProblemException.class);

        assertThat(status()).isEqualTo("disabled");
        assertThat(hub.device("pump-1").path("statusReason").asString()).isEqualTo("stolen");
    }

    @Test
    void whatSomebodyElseWroteMeanwhileIsReadAndKept() throws Exception {
        present(OLD, OLD);
        hub.beforeNextWrite(() -> present(RUNNING, RUNNING));

        identities.trust(DEVICE, certificate(NEW), Optional.empty());

        assertThat(trusted()).containsExactly(RUNNING.hex(), NEW.hex());
    }

    @Test
    void whomSomebodyElseMakesMeanwhileIsNotTakenOver() throws Exception {
        hub.beforeNextWrite(() -> hub.put("""
                {"deviceId":"pump-1","etag":"1","status":"enabled","statusReason":"",
                 "authentication":{"type":"selfSigned","x509Thumbprint":
                 {"primaryThumbprint":"%s","secondaryThumbprint":"%s"}}}
                """.formatted(OLD, OLD)));

        assertThatThrownBy(() -> identities.trust(DEVICE, certificate(NEW), Optional.empty()))
                .isInstanceOfSatisfying(
                        DeviceProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.FOREIGN_IDENTITY));
        assertThat(trusted()).containsExactly(OLD.hex(), OLD.hex());
    }

    @Test
    void somebodyWhoIsAlwaysQuickerIsNotFoughtForEver() {
        present(RUNNING, RUNNING);
        for (int i = 0; i < 3; i++) {
            hub.beforeNextWrite(() -> present(RUNNING, RUNNING));
        }

        assertThatThrownBy(() -> identities.trust(DEVICE, certificate(NEW), Optional.empty()))
                .isInstanceOfSatisfying(
                        IotHubException.class,
                        e -> assertThat(e.failure()).isEqualTo(new IotHubFailure.PreconditionFailed()));
        assertThat(trusted()).containsExactly(RUNNING.hex(), RUNNING.hex());
    }
}
