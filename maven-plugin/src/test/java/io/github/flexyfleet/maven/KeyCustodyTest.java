package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateBoard;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who needs a pass phrase, and who must not even look for one. */
class KeyCustodyTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");

    @TempDir
    Path folder;

    private Fleet fleet;

    @BeforeEach
    void read() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("fleet.yaml"), """
                fleet: f
                hub: {host: eWONPROJECT.azure-devices.net}
                talk2m: {account: demo}
                defaults:
                  certificate: {custody: keystore, secret: keys/all}
                  tagGroups: {g: {groups: [A], push: {full: 1h}}}
                sites: {s: {timeZone: UTC, devices: {pump-1: {name: Pump station 1}}}}
                """);
        fleet = new FleetReader(InstantSource.system())
                .read(project.toRealPath(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
    }

    /** In a rehearsal the keystores open by the world's own pass phrase, whatever the environment holds. */
    @Test
    void aRehearsalKnowsItsOwnPassPhraseAndWhoOnlyLooksNeedsNone() throws Exception {
        Path rehearsal = folder.resolve("rehearsal");
        DeviceCertificate made;
        try (HubAlone hub = HubAlone.rehearsed(fleet, rehearsal)) {
            made = FleetTargets.certificates(fleet, StateFolder.store(hub.certificates(), hub.custody()))
                    .get(PUMP);
        }

        CertificateStore looked = StateFolder.store(rehearsal.resolve("certificates"), KeyCustody.closed(rehearsal));

        CertificateBoard.Row row =
                CertificateBoard.of(fleet, looked, Instant.now()).get(0);
        assertThat(row.held().orElseThrow().fingerprint()).isEqualTo(made.fingerprint());
        try (HubAlone again = HubAlone.rehearsed(fleet, rehearsal)) {
            assertThat(FleetTargets.certificates(fleet, StateFolder.store(again.certificates(), again.custody())))
                    .as("and its keystore opens again")
                    .containsKey(PUMP);
        }
    }

    @Test
    void inTheRealWorldThePassPhraseOfTheNamedPlaceIsTaken() {
        CredentialReader credentials = new CredentialReader(
                Map.of("FLEXY_SECRET_KEYS_ALL_PASSWORD", "correct horse battery"), id -> Optional.<Server>empty());

        assertThat(KeyCustody.of(fleet, credentials, folder)
                        .phrases()
                        .of(PUMP)
                        .orElseThrow()
                        .reveal())
                .isEqualTo("correct horse battery");
        assertThat(KeyCustody.closed(folder).phrases().of(PUMP)).isEmpty();
    }
}
