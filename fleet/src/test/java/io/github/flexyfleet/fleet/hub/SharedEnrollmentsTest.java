package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.AuthorityMaker;
import io.github.flexyfleet.fleet.certificate.CertificateAuthority;
import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.PassPhrases;
import io.github.flexyfleet.fleet.compile.TestCertificates;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.CertificateSettings.Issuer;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.rollout.LeftEnrollments;
import io.github.flexyfleet.fleet.rollout.RegistryIdentities;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Several runners enroll the devices of one fleet, and the group of its authority, side by side. */
class SharedEnrollmentsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Secret PHRASE = Secret.of("not a real phrase, just a test");
    private static final String FLEET = "waterworks";
    private static final String GROUP = "enrollmentGroups/waterworks";
    private static final DeviceId DEVICE = new DeviceId("pump-1");

    private final FakeHub hub = new FakeHub();
    private final FakeEnrollments dps = new FakeEnrollments();
    private IotHubRegistry registry;
    private EnrollmentService service;
    private CertificateAuthority authority;
    private X509Certificate certificate;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        hub.start();
        dps.start();
        registry = hub.client(NOW, pause -> {});
        service = dps.service(() -> NOW, pause -> {});
        new AuthorityMaker(folder.resolve("ca"), new SecureRandom(), () -> NOW).create(FLEET, PHRASE);
        authority = CertificateAuthority.in(folder.resolve("ca"), () -> Optional.of(PHRASE), "Give it")
                .orElseThrow();
        certificate = new CertificateStore(
                        folder.resolve("certificates"), new CertificateIssuer(new SecureRandom(), () -> NOW), () -> NOW)
                .with(PassPhrases.NONE, Optional.of(authority))
                .issueIfNeeded(
                        DEVICE,
                        CertificateSettings.BUILT_IN.valid(Duration.ofDays(100)).with(Issuer.CA))
                .certificate();
    }

    @AfterEach
    void stop() {
        service.close();
        registry.close();
        hub.stop();
        dps.stop();
    }

    /** What one runner works with. */
    private EnrolledIdentities runner(Optional<CertificateAuthority> by) {
        Ownership ownership = new Ownership(FLEET, Set.of());
        return new EnrolledIdentities(
                new EnrolledIdentities.Enrolling(service, FLEET, by),
                ownership,
                Map.of(DEVICE, certificate),
                new RegistryIdentities(registry, ownership, HubSnapshot.NONE, false),
                words -> {});
    }

    private void trust(EnrolledIdentities runner) throws DeviceProblemException {
        runner.trust(
                DEVICE, HubLogin.Certificate.of(certificate, CertificateSettings.Trust.THUMBPRINT), Optional.empty());
    }

    private List<String> writes() {
        return dps.takeRequests().stream()
                .filter(request -> request.startsWith("PUT"))
                .toList();
    }

    @Test
    void theGroupThatAnotherRunnerHasJustMadeServes() throws Exception {
        dps.beforeNextWrite(() -> dps.put(Enrollment.of(Kind.GROUP, FLEET, authority.certificate(), FLEET)));

        trust(runner(Optional.of(authority)));

        assertThat(writes()).as("the one that came too late").containsExactly("PUT /" + GROUP);
        assertThat(dps.at(GROUP).path("etag").asString()).as("the other's").isEqualTo("tag1");
    }

    @Test
    void theGroupThatAnotherFleetHasJustMadeIsLeftAlone() {
        // Its authority is another one: by the certificate the group would be this fleet's.
        dps.beforeNextWrite(() -> dps.put(Enrollment.of(
                Kind.GROUP,
                FLEET,
                TestCertificates.selfSigned("other", TestCertificates.START, TestCertificates.END),
                "other")));

        assertThatThrownBy(() -> trust(runner(Optional.of(authority))))
                .isInstanceOfSatisfying(
                        DeviceProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.FOREIGN_ENROLLMENT));
        assertThat(dps.at(GROUP).path("etag").asString()).isEqualTo("tag1");
    }

    @Test
    void aNewEnrollmentWhoseAnswerWasLostIsTakenForWhatItIs() throws Exception {
        dps.faults(FaultyService.Fault.NONE, FakeHub.Fault.LOST_ANSWER);

        trust(runner(Optional.empty()));

        ObjectNode made = dps.at("enrollments/pump-1");
        assertThat(made.path("provisioningStatus").asString()).isEqualTo("enabled");
        assertThat(made.path("etag").asString()).as("written once").isEqualTo("tag1");
        assertThat(made.at("/attestation/x509/clientCertificates/primary/info/sha256Thumbprint")
                        .asString())
                .isEqualTo(Fingerprint.of(certificate).hex());
    }

    @Test
    void theIdentityThatTheServiceMadeIsReadOnceAtTheEnd() throws Exception {
        EnrolledIdentities runner = runner(Optional.empty());
        trust(runner);
        String print = Fingerprint.of(certificate).hex();
        hub.put("""
                {"deviceId":"pump-1","etag":"1","status":"enabled","statusReason":"flexyfleet: waterworks",
                 "authentication":{"type":"selfSigned","x509Thumbprint":
                 {"primaryThumbprint":"%s","secondaryThumbprint":""}}}
                """.formatted(print));
        hub.takeRequests();

        runner.settle(DEVICE, HubLogin.Certificate.of(certificate, CertificateSettings.Trust.THUMBPRINT));

        assertThat(hub.takeRequests()).singleElement().asString().startsWith("GET /devices/pump-1");
    }

    @Test
    void aServiceThatTakesNoCallsIsAskedForOneOfTheDevicesThatLeft() throws Exception {
        List<DeviceId> gone = List.of(DEVICE, new DeviceId("pump-2"), new DeviceId("pump-3"));
        for (DeviceId device : gone) {
            dps.put(Enrollment.of(Kind.INDIVIDUAL, device.value(), certificate, FLEET));
        }
        List<String> heard = new ArrayList<>();
        LeftEnrollments left = new LeftEnrollments(
                new EnrolledIdentities.Enrolling(service, FLEET, Optional.empty()), new Ownership(FLEET, Set.of()));
        dps.faults(Collections.nCopies(40, FakeHub.Fault.LOST_REQUEST).toArray(FakeHub.Fault[]::new));

        left.disable(gone, () -> true, (words, trouble) -> heard.add(words));

        assertThat(heard)
                .singleElement()
                .asString()
                .startsWith("the enrollment of pump-1, pump-2, pump-3 could not be disabled: ");
        assertThat(dps.takeRequests()).containsOnly("GET /enrollments/pump-1");
        dps.well();
        left.disable(gone, () -> true, (words, trouble) -> assertThat(trouble).isFalse());
        for (DeviceId device : gone) {
            assertThat(dps.at("enrollments/" + device)
                            .path("provisioningStatus")
                            .asString())
                    .isEqualTo("disabled");
        }
    }
}
