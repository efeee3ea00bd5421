package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.CertificateBoard;
import io.github.flexyfleet.fleet.certificate.CertificateIssuer;
import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.Link;
import io.github.flexyfleet.fleet.doctor.Verdict;
import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ConsoleStatus;
import io.github.flexyfleet.fleet.report.HubSight;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who only looks at a fleet makes no certificate, whatever is due or missing, and is told what somebody else made. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorOnlyLooksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEPT = "pump-1";
    private static final String REVOKED = "pump-2";
    /** Certificates are so old, of 31 days. */
    private static final Duration AGE = Duration.ofDays(29);

    private static final String NOT_DUE = "certificate: {validity: 31d, renewAt: 95%}";
    private static final String DUE = "certificate: {validity: 31d, renewAt: 50%}";

    @TempDir
    static Path folder;

    private RehearsedFleet fleet;

    @BeforeAll
    void deployTwoDevicesWithOldCertificates() throws Exception {
        fleet = new RehearsedFleet(folder, 2, "S1");
        fleet.setDefault(NOT_DUE);
        InstantSource then = InstantSource.fixed(Instant.now().minus(AGE));
        FleetTargets.certificates(
                fleet.fleet(),
                new CertificateStore(fleet.certificates(), new CertificateIssuer(new SecureRandom(), then), then));
        assertThat(fleet.deploy(Duration.ofSeconds(60)).devices())
                .extracting(DeviceResult::outcome)
                .containsOnly(Outcome.CONFIRMED);
        assertThat(newest(KEPT).from())
                .as("no new one was made")
                .isBefore(Instant.now().minus(AGE.dividedBy(2)));
    }

    @AfterAll
    void close() {
        fleet.close();
    }

    /** As the goal does it. */
    private DoctorReport examine(String device, Surroundings seen) throws Exception {
        return EngineDoctor.of(fleet.fleet(), fleet.engine(), seen, PATIENCE, Pace.system())
                .examine(NamedDevice.among(known(seen).targets(), List.of(device)));
    }

    private FleetTargets known(Surroundings seen) throws IOException {
        return StateFolder.known(fleet.fleet(), seen, seen.knownKeys().keys());
    }

    private CertificateStore store() {
        return StateFolder.store(fleet.certificates(), fleet.surroundings().custody());
    }

    private CertificateStore.Made newest(String device) {
        return store().made(new DeviceId(device)).stream()
                .max((one, other) -> one.from().compareTo(other.from()))
                .orElseThrow();
    }

    /** All files of a state folder but those of the rehearsal's world, with their times and rights. */
    private static Map<String, String> files(Path state) throws IOException {
        Map<String, String> all = new TreeMap<>();
        if (!Files.exists(state)) {
            return all;
        }
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> !each.startsWith(state.resolve("world")))::iterator) {
                String what = Files.isDirectory(file) ? "folder" : Arrays.toString(Files.readAllBytes(file));
                all.put(
                        state.relativize(file).toString(),
                        what + Files.getPosixFilePermissions(file) + Files.getLastModifiedTime(file));
            }
        }
        return all;
    }

    @Test
    void ofACertificateThatIsDueNothingIsFoundAndNothingIsMade() throws Exception {
        fleet.setDefault(DUE);
        assertThat(CertificateBoard.of(fleet.fleet(), store(), Instant.now()))
                .filteredOn(row -> row.device().value().equals(KEPT))
                .extracting(CertificateBoard.Row::standing)
                .containsExactly(CertificateBoard.Standing.DUE);
        Path state = fleet.certificates().getParent();
        Map<String, String> before = files(state);
        assertThat(before).hasSizeGreaterThan(4);

        DoctorReport report = examine(KEPT, fleet.surroundings());

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.devices().values())
                .singleElement()
                .satisfies(links -> assertThat(links)
                        .hasSize(12)
                        .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class)));
        assertThat(files(state)).isEqualTo(before);

        fleet.targets(); // as a plan makes the new one
        assertThat(newest(KEPT).from()).isAfter(Instant.now().minus(AGE.dividedBy(2)));
        DoctorReport planned = examine(KEPT, fleet.surroundings());
        assertThat(planned.problems()).as("%s", planned.lines()).isEmpty();
        assertThat(planned.lines()).anyMatch(line -> line.contains("a newer one is made, and not deployed yet"));
    }

    @Test
    void aMachineWithoutTheStateFolderMakesNothingAndSaysSo() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        OnAnotherMachine seen = new OnAnotherMachine(fleet.surroundings(), elsewhere.resolve("certificates"));

        DoctorReport report = examine(KEPT, seen);

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.devices().values())
                .singleElement()
                .satisfies(links -> assertThat(links)
                        .filteredOn(link -> link.verdict() instanceof Verdict.NotLooked)
                        .extracting(Link::name)
                        .containsExactly("configuration", "certificate"));
        assertThat(report.lines())
                .anyMatch(line -> line.contains("no pair of certificate and key is kept here")
                        && line.contains("flexy.stateFolder"));
        assertThat(files(elsewhere)).isEmpty();
    }

    @Test
    void statusFromAMachineWithoutTheStateFolderComparesNothing() throws Exception {
        Path elsewhere = folder.resolve("status");
        OnAnotherMachine seen = new OnAnotherMachine(fleet.surroundings(), elsewhere.resolve("certificates"));

        List<DeviceState> states = fleet.engine().status(known(seen).targets());

        assertThat(states).hasSize(2).extracting(DeviceState::comparison).containsOnly(DeviceState.Comparison.UNKNOWN);
        assertThat(ConsoleStatus.notes(states, List.of(), new HubSight.NotLooked("not now")))
                .anyMatch(line -> line.startsWith("no certificate or key is known here, so what runs was not compared: "
                        + KEPT + ", " + REVOKED));
        assertThat(files(elsewhere)).isEmpty();
    }

    @Test
    void whatWasReallyRevokedIsNamedWhereItWasRevoked() throws Exception {
        fleet.setDefault(NOT_DUE);
        Fingerprint old = newest(REVOKED).fingerprint();
        try (LedgerStore ledgers = LedgerPlace.folder(folder.resolve("ledger"), fleet.fleet())) {
            new RevokedDevice(NamedDevice.of(fleet.fleet(), REVOKED), fleet.fleet(), true, new SystemStreamLog())
                    .revoke(
                            new HubAlone(
                                    fleet.surroundings().connections().registry(),
                                    Optional.empty(),
                                    fleet.surroundings().custody(),
                                    fleet.certificates(),
                                    () -> {}),
                            LedgerPlace.ledger(ledgers, Optional.empty()));
        }
        assertThat(newest(REVOKED).fingerprint()).as("a new one is here").isNotEqualTo(old);

        DoctorReport report = examine(REVOKED, fleet.surroundings());

        assertThat(report.problems()).as("%s", report.lines()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(DoctorCode.IDENTITY_REVOKED);
            assertThat(problem.mend()).contains("flexy:deploy", "Do not enable it by hand");
        });
        assertThat(fleet.deploy(Duration.ofSeconds(60)).done()).isTrue();
        assertThat(examine(REVOKED, fleet.surroundings()).problems())
                .as("what the mend says mends it")
                .isEmpty();
    }
}
