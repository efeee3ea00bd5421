package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.compile.TestCertificates;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.ledger.FolderStore;
import io.github.flexyfleet.fleet.ledger.Heart;
import io.github.flexyfleet.fleet.ledger.Holder;
import io.github.flexyfleet.fleet.ledger.LeaseTimes;
import io.github.flexyfleet.fleet.ledger.Leases;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerClock;
import io.github.flexyfleet.fleet.ledger.RunRecord;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ConsoleHistory;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.EnrollmentRevocation.Done;
import io.github.flexyfleet.fleet.rollout.HubIdentities;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What a revocation does at hub and Device Provisioning Service, what it says of it, and how the device comes back. */
class RevocationTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final String FLEET = "waterworks";
    private static final String GROUP = "group-1";
    private static final String OWN = "enrollments/pump-1";
    private static final DeviceId DEVICE = new DeviceId("pump-1");
    private static final X509Certificate REVOKED = certificate(NOW.minus(Duration.ofDays(30)));
    private static final X509Certificate FRESH = certificate(NOW.plusSeconds(1));

    private final FakeHub hub = new FakeHub();
    private final FakeEnrollments dps = new FakeEnrollments();
    private final List<String> told = new ArrayList<>();
    private IotHubRegistry registry;
    private EnrolledIdentities.Enrolling enrolling;
    private FolderStore store;
    private Optional<String> unrecorded = Optional.empty();

    @TempDir
    Path folder;

    private static X509Certificate certificate(Instant made) {
        return TestCertificates.selfSigned(
                DEVICE.value(), made.minus(CertificateIssuer.BACKDATED), TestCertificates.END);
    }

    @BeforeEach
    void start() throws Exception {
        hub.start();
        dps.start();
        registry = new IotHubRegistry(
                hub.connection(),
                new IotHubRegistry.Network(WebProxy.standard(), List.of(hub.root())),
                () -> NOW,
                new Random(1),
                pause -> {});
        enrolling = new EnrolledIdentities.Enrolling(dps.service(() -> NOW, pause -> {}), GROUP, Optional.empty());
        store = new FolderStore(folder, FLEET);
        known(Fingerprint.of(REVOKED).hex());
    }

    /** The hub knows the device by the certificate in question, and by another one in the first slot. */
    private void known(String first) {
        hub.put("""
                {"deviceId":"pump-1","etag":"1","status":"enabled","statusReason":"flexyfleet: waterworks","capabilities":{"iotEdge":false},
                 "authentication":{"type":"selfSigned","x509Thumbprint":
                 {"primaryThumbprint":"%s","secondaryThumbprint":"%s"}}}
                """.formatted(first, Fingerprint.of(REVOKED).hex()));
    }

    @AfterEach
    void stop() {
        store.close();
        registry.close();
        enrolling.service().close();
        hub.stop();
        dps.stop();
    }

    private Ledger ledger() {
        Holder self = Holder.self();
        LedgerClock clock = LedgerClock.system();
        return new Ledger(
                store,
                new Leases(store, self, LeaseTimes.standard(), clock, new Random(1)),
                new Ledger.Surroundings(self, Optional.empty(), LeaseTimes.standard(), clock, Heart.thread()));
    }

    private Revocation revocation(boolean service) {
        return new Revocation(
                registry,
                Optional.of(enrolling).filter(at -> service),
                new Ownership(FLEET, Set.of()),
                Revocation.Records.in(ledger()));
    }

    private Revocation.Revoked revoke(boolean service) throws Exception {
        Revocation revocation = revocation(service);
        Revocation.Revoked revoked = revocation.of(DEVICE);
        unrecorded = revocation.record(revoked);
        return revoked;
    }

    private DeviceProblem problem(boolean service) {
        return catchThrowableOfType(DeviceProblemException.class, () -> revoke(service))
                .problem();
    }

    private List<String> history() throws Exception {
        return ConsoleHistory.lines(ledger().rollouts(), false, 20).stream()
                .filter(line -> line.startsWith("revoked: pump-1"))
                .toList();
    }

    private String status() {
        return hub.device("pump-1").path("status").asString();
    }

    private static FaultyService.Fault[] outage() {
        return Collections.nCopies(40, FaultyService.Fault.LOST_REQUEST).toArray(FakeHub.Fault[]::new);
    }

    private List<String> trusted() {
        List<String> prints = new ArrayList<>();
        for (String slot : List.of("primary", "secondary")) {
            String print = dps.at(OWN)
                    .at("/attestation/x509/clientCertificates/" + slot + "/info/sha256Thumbprint")
                    .asString("");
            if (!print.isEmpty()) {
                prints.add(print);
            }
        }
        return prints;
    }

    private boolean admits() {
        return dps.at(OWN).path("provisioningStatus").asString().equals("enabled");
    }

    private EnrolledIdentities identities(X509Certificate wanted) {
        Ownership ownership = new Ownership(FLEET, Set.of());
        return new EnrolledIdentities(
                enrolling,
                ownership,
                Map.of(DEVICE, wanted),
                new RegistryIdentities(registry, ownership, HubSnapshot.NONE, false),
                told::add);
    }

    private static HubLogin login(X509Certificate certificate) {
        return HubLogin.Certificate.of(certificate, CertificateSettings.Trust.THUMBPRINT);
    }

    private void enrolled(X509Certificate certificate) {
        dps.put(Enrollment.of(Kind.INDIVIDUAL, DEVICE.value(), certificate, FLEET));
    }

    @Test
    void aWriteWithoutAnAnswerBeforeAnOutageIsNotSaidToBeNothing() throws Exception {
        hub.faults(FaultyService.Fault.NONE, FakeHub.Fault.LOST_ANSWER);
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
        dps.faults(FaultyService.Fault.NONE, FakeHub.Fault.LOST_ANSWER);

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
        dps.faults(FaultyService.Fault.NONE, FakeHub.Fault.LOST_ANSWER);
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
        hub.faults(FaultyService.Fault.NONE, FakeHub.Fault.NONE);
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
