package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateBoard;
import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.KeyPlace;
import io.github.flexyfleet.fleet.engine.DeliveredKeys;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.report.ConsoleCertificates;
import io.github.flexyfleet.fleet.report.ConsoleHistory;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.IdentityRevocation;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One device from its first key to the last revocation, for each way to keep and to sign keys. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class CustodyIT {
    private static final DeviceId DEVICE = OpenRehearsal.DEVICE;

    @TempDir
    Path folder;

    private Fleet fleet;

    /** A world that is open. */
    private final class Open extends OpenRehearsal {
        Open() throws IOException {
            super(fleet, folder);
        }

        /** As the goal does: keys that were delivered are forgotten. */
        @Override
        DeviceResult deploy() throws Exception {
            DeliveredKeys keys = new DeliveredKeys(fleet, store(), StateFolder.firstKeys(world.certificates()));
            return engine(1).deploy(fleet.name(), targets(), event -> {
                        if (event instanceof RolloutEvent.DeviceFinished finished) {
                            keys.finished(finished.result());
                        }
                    })
                    .devices()
                    .get(0);
        }

        @Override
        CertificateStore store() {
            return new CertificateStore(world.certificates(), new CertificateIssuer(new SecureRandom(), time), time)
                    .with(world.custody().phrases(), world.custody().authority());
        }

        private List<DeviceTarget> targets() throws IOException {
            return StateFolder.targets(fleet, store(), world.keys().keys(), world.extraRoots(), world.certificates())
                    .targets();
        }

        CertificateBoard.Row board() {
            return CertificateBoard.of(fleet, store(), time.instant()).get(0);
        }

        Fingerprint fingerprint() {
            return board().held().orElseThrow().fingerprint();
        }

        void hubTrustsOnly(Fingerprint fingerprint) {
            assertThat(identity().settings().enabled()).isTrue();
            assertThat(identity().settings().authentication())
                    .isEqualTo(new DeviceAuthentication.SelfSigned(fingerprint.hex(), fingerprint.hex()));
        }
    }

    private void fleet(String certificate, String heartbeat) throws Exception {
        fleet = OpenRehearsal.fleet(folder, certificate, heartbeat);
    }

    @Test
    void onTheDeviceOnlyTheToolHasNoKeyAndStillChangesTheConfiguration() throws Exception {
        fleet("{custody: device-only}", "15m");
        Fingerprint first;
        try (Open open = new Open()) {
            open.deployWell();
            first = open.fingerprint();
            assertThat(open.board().held().orElseThrow().place()).isEqualTo(KeyPlace.DEVICE);
            nobodyHasAKeyBelow(open.world.certificates());
            assertThat(open.deploy().outcome()).isEqualTo(Outcome.UNCHANGED);

            fleet("{custody: device-only}", "10m");
            open.deployWell();

            assertThat(open.fingerprint())
                    .as("the runtime took its own key along")
                    .isEqualTo(first);
            open.hubTrustsOnly(first);
        }
        becomesFactoryNew();
        try (Open open = new Open()) {
            DeviceResult lost = open.deploy();
            assertThat(lost.problem().orElseThrow().code()).as("%s", lost).isEqualTo(ProblemCode.KEY_UNAVAILABLE);

            open.deployWell();

            assertThat(open.fingerprint()).isNotEqualTo(first);
            open.hubTrustsOnly(open.fingerprint());
            nobodyHasAKeyBelow(open.world.certificates());
        }
    }

    @Test
    void inAKeystoreTheKeyReachesTheDeviceAndStandsInNoFile() throws Exception {
        fleet("{custody: files}", "15m");
        try (Open open = new Open()) {
            open.deployWell();
            Fingerprint first = open.fingerprint();
            assertThat(open.board().held().orElseThrow().place()).isEqualTo(KeyPlace.FILE);

            fleet("{custody: keystore}", "15m");
            assertThat(open.deploy().outcome())
                    .as("it is the same key, so nothing is to be done on the device")
                    .isEqualTo(Outcome.UNCHANGED);
            assertThat(open.board().held().orElseThrow().place()).isEqualTo(KeyPlace.KEYSTORE);
            nobodyHasAKeyBelow(open.world.certificates());
            assertThat(open.fingerprint()).isEqualTo(first);
        }
        becomesFactoryNew();
        try (Open open = new Open()) {
            open.deployWell();
            open.hubTrustsOnly(open.fingerprint());
            nobodyHasAKeyBelow(open.world.certificates());
        }
    }

    @Test
    void aRevokedDeviceIsRefusedAtOnceAndTheNextDeployLetsItInByANewCertificate() throws Exception {
        fleet("{}", "15m");
        try (Open open = new Open()) {
            open.deployWell();
            Fingerprint revoked = open.fingerprint();
            try (LedgerStore ledgers = LedgerPlace.folder(folder.resolve("ledger"), fleet)) {
                Revocation revocation = new Revocation(
                        open.world.connections().registry(),
                        Optional.empty(),
                        new Ownership(fleet.name(), Set.of()),
                        Revocation.Records.in(LedgerPlace.ledger(ledgers, Optional.empty())));
                Revocation.Revoked done = revocation.of(DEVICE);
                assertThat(done.hub()).isEqualTo(IdentityRevocation.Done.DISABLED);
                assertThat(done.enrollment()).isEmpty();
                assertThat(revocation.record(done)).isEmpty();
                assertThat(ConsoleHistory.lines(
                                LedgerPlace.ledger(ledgers, Optional.empty()).rollouts(), false, 20))
                        .as("flexy:history shows it, though there was no recorded rollout before")
                        .anyMatch(line -> line.startsWith("revoked: " + DEVICE));
            }
            assertThat(open.identity().settings().enabled()).isFalse();
            open.time.pass(Duration.ofMinutes(2));
            assertThat(open.world.world().connections().of(DEVICE.value()))
                    .as("its connection is cut, and it does not come in again")
                    .isNotEmpty();

            DeviceResult tooEarly = open.deploy();
            assertThat(tooEarly.outcome())
                    .as("nobody made a new certificate yet")
                    .isNotEqualTo(Outcome.CONFIRMED);
            assertThat(open.identity().settings().enabled()).isFalse();

            assertThat(open.store().retire(DEVICE)).isEqualTo(1);
            open.deployWell();

            assertThat(open.fingerprint()).isNotEqualTo(revoked);
            open.hubTrustsOnly(open.fingerprint());
        }
    }

    @Test
    void signedByTheFleetsOwnAuthorityTheDeviceShowsItsChain() throws Exception {
        fleet("{}", "15m");
        try (Open open = new Open()) {
            open.deployWell();
        }
        fleet("{issuer: ca, key: rsa-3072}", "15m");
        try (Open open = new Open()) {
            open.deployWell();

            open.hubTrustsOnly(open.fingerprint());
            assertThat(ConsoleCertificates.lines(List.of(open.board())))
                    .anyMatch(line -> line.contains("rsa-3072") && line.contains("CN=custody devices"));
            assertThat(Files.readString(flashFile("device.crt"))).containsPattern("(?s)BEGIN CERT.*BEGIN CERT");
            assertThat(open.deploy().outcome()).isEqualTo(Outcome.UNCHANGED);
        }
    }

    /** A virtual gateway takes RSA only, as long as nobody has seen a real one take anything else. */
    @Test
    void aKindOfKeyThatTheGatewayCannotReadDoesNotCutItOff() throws Exception {
        fleet("{}", "15m");
        try (Open open = new Open()) {
            open.deployWell();
            Fingerprint good = open.fingerprint();
            fleet("{key: ec-p256}", "15m");

            DeviceResult result = open.deploy();

            assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REVERTED);
            assertThat(((DeviceAuthentication.SelfSigned)
                                    open.identity().settings().authentication())
                            .has(good.hex()))
                    .as("it went back to a certificate that the hub still trusts")
                    .isTrue();
            fleet("{}", "15m");
            assertThat(open.deploy().outcome()).isEqualTo(Outcome.UNCHANGED);
            open.hubTrustsOnly(good);
        }
    }

    /** The flash is erased, as by a factory reset or an exchange of the gateway. */
    private void becomesFactoryNew() throws IOException {
        Path usr = flashFile("device.key").getParent().getParent().getParent();
        try (Stream<Path> files = Files.walk(usr)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(usr)) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path flashFile(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("rehearsal").resolve("world"))) {
            return files.filter(file -> file.endsWith(name))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    private static void nobodyHasAKeyBelow(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain("PRIVATE KEY");
            }
        }
    }
}
