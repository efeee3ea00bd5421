package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import java.time.Duration;
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
    /** Of a revocation: whole seconds. */
    private static final Instant REVOKED_AT = NOW.plusSeconds(1);

    private static final Fingerprint OLD = new Fingerprint("A".repeat(64));
    private static final Fingerprint RUNNING = new Fingerprint("B".repeat(64));
    private static final Fingerprint NEW = new Fingerprint("C".repeat(64));

    private static final Ownership OWNERSHIP = new Ownership("waterworks", Set.of());

    private final FakeHub hub = new FakeHub();
    private IotHubRegistry registry;
    private RegistryIdentities identities;

    @BeforeEach
    void start() throws Exception {
        hub.start();
        registry = hub.client(NOW, pause -> {});
        identities = new RegistryIdentities(registry, OWNERSHIP, HubSnapshot.NONE);
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

    /** One that was made long before. */
    private static HubLogin certificate(Fingerprint fingerprint) {
        return made(fingerprint, NOW.minus(Duration.ofDays(30)));
    }

    private static HubLogin made(Fingerprint fingerprint, Instant at) {
        return new HubLogin.Certificate(
                fingerprint, at, NOW.plus(Duration.ofDays(365)), CertificateSettings.Trust.THUMBPRINT);
    }

    private IdentityRevocation.Done revoke() {
        return new IdentityRevocation(registry, OWNERSHIP).of(DEVICE, REVOKED_AT);
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

    private String reason() {
        return hub.device("pump-1").path("statusReason").asString();
    }

    /** Neither a trial nor its end lets it in. */
    private void refused(ProblemCode code, HubLogin login) {
        for (boolean end : List.of(false, true)) {
            assertThatThrownBy(() -> {
                        if (end) {
                            identities.settle(DEVICE, login);
                        } else {
                            identities.trust(DEVICE, login, Optional.of(RUNNING));
                        }
                    })
                    .isInstanceOfSatisfying(
                            DeviceProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(code));
            assertThat(status()).isEqualTo("disabled");
        }
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

        assertThat(revoke()).isEqualTo(IdentityRevocation.Done.DISABLED);
        assertThat(status()).isEqualTo("disabled");
        assertThat(reason()).isEqualTo("flexyfleet: waterworks (certificate revoked 2026-11-22T19:00:01Z)");

        for (int i = 0; i < 2; i++) {
            refused(ProblemCode.REVOKED, certificate(RUNNING));
        }

        identities.trust(DEVICE, made(NEW, REVOKED_AT), Optional.of(RUNNING));
        assertThat(status()).isEqualTo("enabled");
        assertThat(trusted()).as("what was revoked is trusted no more").containsExactly(NEW.hex(), NEW.hex());

        hub.takeRequests();
        identities.settle(DEVICE, made(NEW, REVOKED_AT));
        assertThat(hub.takeRequests()).noneMatch(request -> request.startsWith("PUT"));
    }

    /** A deploy that runs has it compiled already, and has brought it perhaps: it was in the same hands. */
    @Test
    void whatADeployWasAboutToBringIsRevokedToo() {
        present(RUNNING, RUNNING);
        revoke();

        refused(ProblemCode.REVOKED, made(NEW, NOW));
        refused(ProblemCode.REVOKED, new HubLogin.Certificate(NEW, NOW));
    }

    @Test
    void aRevocationBetweenReadingAndWritingIsNotUndone() {
        present(RUNNING, RUNNING);
        hub.beforeNextWrite(() -> hub.put("""
                {"deviceId":"pump-1","etag":"1","status":"disabled",
                 "statusReason":"flexyfleet: waterworks (certificate revoked 2026-11-22T19:00:01Z)",
                 "authentication":{"type":"selfSigned","x509Thumbprint":
                 {"primaryThumbprint":"%s","secondaryThumbprint":"%s"}}}
                """.formatted(RUNNING, RUNNING)));

        refused(ProblemCode.REVOKED, made(NEW, NOW));
    }

    @Test
    void byItsAuthorityNothingEarlierComesInEither() {
        hub.put("""
                {"deviceId":"pump-1","etag":"1","status":"enabled","statusReason":"flexyfleet: waterworks",
                 "authentication":{"type":"certificateAuthority"}}
                """);
        revoke();

        refused(ProblemCode.REVOKED, made(NEW, NOW));
    }

    @Test
    void anotherFleetsIdentityStaysTheirsAndIsForThemToLetInAgain() throws Exception {
        present(RUNNING, RUNNING);
        hub.device("pump-1").put("statusReason", "flexyfleet: other");

        assertThat(revoke()).isEqualTo(IdentityRevocation.Done.DISABLED);

        assertThat(reason()).isEqualTo("flexyfleet: other (certificate revoked 2026-11-22T19:00:01Z)");
        refused(ProblemCode.FOREIGN_IDENTITY, made(NEW, REVOKED_AT));
        new RegistryIdentities(registry, new Ownership("other", Set.of()), HubSnapshot.NONE)
                .trust(DEVICE, made(NEW, REVOKED_AT), Optional.empty());
        assertThat(status()).isEqualTo("enabled");
        assertThat(reason()).isEqualTo("flexyfleet: other");
    }

    @Test
    void anIdentityOfNobodyIsNotTakenOver() {
        present(RUNNING, RUNNING);
        hub.device("pump-1").put("statusReason", "");

        revoke();

        assertThat(reason()).isEqualTo("revoked by fleet waterworks");
        refused(ProblemCode.FOREIGN_IDENTITY, made(NEW, REVOKED_AT));
        assertThatThrownBy(() -> new RegistryIdentities(
                                registry, new Ownership("waterworks", Set.of(DEVICE)), HubSnapshot.NONE)
                        .trust(DEVICE, made(NEW, REVOKED_AT), Optional.empty()))
                .as("who adopts it then is not told to enable it")
                .isInstanceOfSatisfying(
                        DeviceProblemException.class,
                        e -> assertThat(e.problem().mend()).startsWith("delete the device at the hub"));
        assertThat(status()).isEqualTo("disabled");
    }

    @Test
    void oneThatIsAdoptedByNameIsTheFleets() throws Exception {
        present(RUNNING, RUNNING);
        hub.device("pump-1").put("statusReason", "");

        new IdentityRevocation(registry, new Ownership("waterworks", Set.of(DEVICE))).of(DEVICE, REVOKED_AT);

        identities.trust(DEVICE, made(NEW, REVOKED_AT), Optional.empty());
        assertThat(status()).isEqualTo("enabled");
    }

    @Test
    void revokingTwiceWritesOnceAndSurvivesALostAnswer() throws Exception {
        present(RUNNING, RUNNING);
        hub.faults(FaultyService.Fault.NONE, FaultyService.Fault.LOST_ANSWER);

        revoke();
        revoke();

        assertThat(status()).isEqualTo("disabled");
        assertThat(hub.takeRequests())
                .filteredOn(request -> request.startsWith("PUT"))
                .hasSize(1);
    }

    @Test
    void aDeviceThatTheHubDoesNotKnowIsNotMadeToBeRevoked() throws Exception {
        assertThat(revoke()).isEqualTo(IdentityRevocation.Done.UNKNOWN);
        assertThat(hub.device("pump-1")).isNull();
    }

    /** Somebody disabled it by hand, and knows why. */
    @Test
    void whatOthersDisabledStaysDisabled() throws Exception {
        present(RUNNING, RUNNING);
        hub.device("pump-1").put("status", "disabled").put("statusReason", "stolen");

        assertThat(revoke()).isEqualTo(IdentityRevocation.Done.BY_OTHERS);
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
