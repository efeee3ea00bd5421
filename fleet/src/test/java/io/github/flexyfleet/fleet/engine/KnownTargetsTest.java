package io.github.flexyfleet.fleet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.SavedPrograms;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices shall run, for who only looks. */
class KnownTargetsTest {
    private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
    private static final DeviceId FIRST = new DeviceId("pump-1");

    @TempDir
    private Path folder;

    private Fleet fleet() {
        return FleetFiles.read(folder, """
                        fleet: waterworks
                        hub: {host: h.azure-devices.net}
                        talk2m: {account: a}
                        defaults:
                          certificate: {validity: 10d, renewAt: 50%}
                          tagGroups: {g: {groups: [A], push: {full: 1h}}}
                        sites: {s: {timeZone: UTC, devices: {pump-1: , pump-2: , pump-3: {auth: sas}}}}
                        """).fleet().orElseThrow();
    }

    private CertificateStore at(Instant now) {
        InstantSource clock = InstantSource.fixed(now);
        return new CertificateStore(
                folder.resolve("certificates"), new CertificateIssuer(new SecureRandom(), clock), clock);
    }

    private List<DeviceTarget> known(Fleet fleet, Instant now) throws IOException {
        return FleetTargets.known(
                        fleet, at(now), SharedKeys.NONE, List.of(), new SavedPrograms(folder.resolve("saved")))
                .targets();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theNewestPairIsTakenDueOrNotAndWhatIsMissingStaysMissing() throws Exception {
        Fleet fleet = fleet();
        Instant due = MADE.plus(Duration.ofDays(6));
        var pair = at(MADE).issueIfNeeded(FIRST, fleet.devices().get(0).certificate());
        assertThat(at(due).isDue(pair, fleet.devices().get(0).certificate())).isTrue();
        List<Path> before = files();

        List<DeviceTarget> fresh = known(fleet, MADE);
        List<DeviceTarget> later = known(fleet, due);

        assertThat(files()).isEqualTo(before);
        assertThat(later.get(0).fingerprint()).contains(pair.fingerprint());
        assertThat(later.get(0).digest())
                .as("the configuration is the one that was deployed with it")
                .isEqualTo(fresh.get(0).digest());
        assertThat(later).extracting(DeviceTarget::isWhole).containsExactly(true, false, false);
        assertThat(later).extracting(target -> target.login().byCertificate()).containsExactly(true, true, false);
        assertThat(later.get(1).login()).isInstanceOf(HubLogin.Unknown.class);
        assertThat(later.get(1).bundle().files()).noneMatch(file -> file.name().equals("device.crt"));
        assertThat(WantedIdentity.of(fleet, later))
                .extracting(WantedIdentity::device)
                .containsExactly(FIRST);
    }
}
