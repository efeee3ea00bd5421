package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.compile.TestCertificates;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.hub.Enrollment.Kind;
import io.github.flexyfleet.fleet.ledger.FolderStore;
import io.github.flexyfleet.fleet.ledger.Heart;
import io.github.flexyfleet.fleet.ledger.Holder;
import io.github.flexyfleet.fleet.ledger.LeaseTimes;
import io.github.flexyfleet.fleet.ledger.Leases;
import io.github.flexyfleet.fleet.ledger.Ledger;
import io.github.flexyfleet.fleet.ledger.LedgerClock;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ConsoleHistory;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
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
import org.junit.jupiter.api.io.TempDir;

/** A device whose certificate is in question, at a hub and a Device Provisioning Service. */
abstract class DeviceInQuestion {
    static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    static final String FLEET = "waterworks";
    static final String GROUP = "group-1";
    static final String OWN = "enrollments/pump-1";
    static final DeviceId DEVICE = new DeviceId("pump-1");
    static final X509Certificate REVOKED = certificate(NOW.minus(Duration.ofDays(30)));
    static final X509Certificate FRESH = certificate(NOW.plusSeconds(1));

    final FakeHub hub = new FakeHub();
    final FakeEnrollments dps = new FakeEnrollments();
    final List<String> told = new ArrayList<>();
    IotHubRegistry registry;
    EnrolledIdentities.Enrolling enrolling;
    FolderStore store;
    Optional<String> unrecorded = Optional.empty();

    @TempDir
    Path folder;

    static X509Certificate certificate(Instant made) {
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
    final void known(String first) {
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

    final Ledger ledger() {
        Holder self = Holder.self();
        LedgerClock clock = LedgerClock.system();
        return new Ledger(
                store,
                new Leases(store, self, LeaseTimes.standard(), clock, new Random(1)),
                new Ledger.Surroundings(self, Optional.empty(), LeaseTimes.standard(), clock, Heart.thread()));
    }

    final Revocation revocation(boolean service) {
        return new Revocation(
                registry,
                Optional.of(enrolling).filter(at -> service),
                new Ownership(FLEET, Set.of()),
                Revocation.Records.in(ledger()));
    }

    final Revocation.Revoked revoke(boolean service) throws Exception {
        Revocation revocation = revocation(service);
        Revocation.Revoked revoked = revocation.of(DEVICE);
        unrecorded = revocation.record(revoked);
        return revoked;
    }

    final DeviceProblem problem(boolean service) {
        return catchThrowableOfType(DeviceProblemException.class, () -> revoke(service))
                .problem();
    }

    final List<String> history() throws Exception {
        return ConsoleHistory.lines(ledger().rollouts(), false, 20).stream()
                .filter(line -> line.startsWith("revoked: pump-1"))
                .toList();
    }

    final String status() {
        return hub.device("pump-1").path("status").asString();
    }

    static FaultyService.Fault[] outage() {
        return Collections.nCopies(40, FaultyService.Fault.LOST_REQUEST).toArray(FaultyService.Fault[]::new);
    }

    final List<String> trusted() {
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

    final boolean admits() {
        return dps.at(OWN).path("provisioningStatus").asString().equals("enabled");
    }

    EnrolledIdentities identities(X509Certificate wanted) {
        Ownership ownership = new Ownership(FLEET, Set.of());
        return new EnrolledIdentities(
                enrolling,
                ownership,
                Map.of(DEVICE, wanted),
                new RegistryIdentities(registry, ownership, HubSnapshot.NONE, false),
                told::add);
    }

    static HubLogin login(X509Certificate certificate) {
        return HubLogin.Certificate.of(certificate, CertificateSettings.Trust.THUMBPRINT);
    }

    final void enrolled(X509Certificate certificate) {
        dps.put(Enrollment.of(Kind.INDIVIDUAL, DEVICE.value(), certificate, FLEET));
    }
}
