package io.github.flexyfleet.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.identity.ProvenCertificates.Confirmed;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.plan.AppliedConfigurations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a state folder knows of the certificate that a device runs with. */
class ConfirmedCertificatesTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-22T19:00:00Z");
    private Fleet fleet;
    private CertificateStore store;
    private AppliedConfigurations applied;

    @BeforeEach
    void readFleet() throws Exception {
        Files.writeString(folder.resolve("fleet.yaml"), """
                fleet: f
                hub: {host: h.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  certificate: {validity: 10d}
                  tagGroups: {g: {groups: [A], push: {full: 1h}}}
                sites: {s: {timeZone: UTC, devices: {pump-1: }}}
                """);
        fleet = new FleetReader(() -> now)
                .read(folder.toRealPath(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
        store = new CertificateStore(
                folder.resolve("certificates"), new CertificateIssuer(new SecureRandom(), () -> now), () -> now);
        applied = new AppliedConfigurations(folder.resolve("applied"));
    }

    private DeviceTarget target() throws Exception {
        return FleetTargets.of(fleet, store, List.of()).targets().get(0);
    }

    private Map<DeviceId, Confirmed> confirmed(Digest last) {
        return ConfirmedCertificates.of(Map.of(PUMP, last), applied, store);
    }

    @Test
    void theCertificateOfTheLastConfirmedBundleIsKnownAndWhichOnesAreOlder() throws Exception {
        DeviceTarget first = target();
        now = now.plus(Duration.ofDays(9));
        DeviceTarget second = target();
        now = now.plus(Duration.ofDays(9));
        DeviceTarget third = target();
        applied.keep(first.bundle());
        applied.keep(second.bundle());
        Fingerprint one = first.fingerprint().orElseThrow();
        Fingerprint two = second.fingerprint().orElseThrow();
        assertThat(Set.of(one, two, third.fingerprint().orElseThrow())).hasSize(3);

        assertThat(confirmed(first.digest())).isEqualTo(Map.of(PUMP, new Confirmed(one, Set.of())));
        assertThat(confirmed(second.digest())).isEqualTo(Map.of(PUMP, new Confirmed(two, Set.of(one))));
        assertThat(confirmed(third.digest())).as("nobody kept it").isEmpty();
    }

    @Test
    void ofAStateFolderThatLostItsCertificatesNothingIsKnown() throws Exception {
        DeviceTarget first = target();
        applied.keep(first.bundle());
        store = new CertificateStore(
                folder.resolve("other"), new CertificateIssuer(new SecureRandom(), () -> now), () -> now);

        assertThat(confirmed(first.digest())).isEmpty();
    }
}
