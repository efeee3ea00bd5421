package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.Link;
import io.github.flexyfleet.fleet.doctor.Verdict;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.DeviceAuthentication;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.hub.EtagMatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor in a world in which one thing at a time is broken, and in one in which nothing is. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DoctorInRehearsalIT {
    private static final String FIRST = "Pump station 1";
    private static final String KEY = "A".repeat(43) + "=";
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Duration LONG = Duration.ofHours(1);

    private RehearsedFleet fleet;

    @TempDir
    Path folder;

    @BeforeEach
    void deployTwoDevices() throws Exception {
        fleet = new RehearsedFleet(folder, 2, "S1");
        assertThat(fleet.deploy(Duration.ofSeconds(60)).devices())
                .extracting(DeviceResult::outcome)
                .containsOnly(Outcome.CONFIRMED);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private DoctorReport examine() throws Exception {
        return EngineDoctor.of(
                        fleet.fleet(), fleet.engine(), fleet.surroundings(), Duration.ofSeconds(20), Pace.system())
                .examine(fleet.targets().targets());
    }

    /** Looks again until a device has noticed: it tells what it saw last. */
    private DoctorReport until(Predicate<DoctorReport> wanted) throws Exception {
        Instant begun = Instant.now();
        DoctorReport report = examine();
        while (!wanted.test(report)) {
            assertThat(begun.plus(PATIENCE)).as("%s", report.lines()).isAfter(Instant.now());
            Pace.system().pause(Duration.ofSeconds(1));
            report = examine();
        }
        return report;
    }

    private static Predicate<DoctorReport> healthy() {
        return report -> report.problems().isEmpty();
    }

    private static Predicate<DoctorReport> names(DoctorCode code) {
        return report -> report.problems().stream().anyMatch(problem -> problem.code() == code);
    }

    @Test
    void aHealthyFleetHasNothing() throws Exception {
        DoctorReport report = until(healthy());

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.devices()).hasSize(2).allSatisfy((device, links) -> {
            assertThat(links)
                    .hasSize(11)
                    .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class));
            assertThat(links.get(10).name()).isEqualTo("a message asked for and seen");
        });
        assertThat(report.common())
                .filteredOn(link -> link.verdict() instanceof Verdict.NotLooked)
                .hasSize(1);
    }

    @Test
    void aDeviceThatIsOfflineIsAlsoOfflineHere() throws Exception {
        fleet.surroundings().world().faults().now(FIRST, new Deed.Offline(LONG));

        DoctorReport report = examine();

        assertThat(report.problems()).extracting(Verdict.Problem::code).containsExactly(DoctorCode.OFFLINE);
        List<List<Link>> links = List.copyOf(report.devices().values());
        assertThat(links.get(0)).as("nothing is told behind the broken link").hasSize(1);
        assertThat(links.get(1)).hasSize(11);
    }

    @Test
    void namesThatAreNotFound() throws Exception {
        fleet.surroundings().world().faults().now(FIRST, new Deed.NoNames(LONG));
        fleet.surroundings().world().faults().now(new Deed.Disconnect("pump-1"));

        DoctorReport report = until(names(DoctorCode.NAME));

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains("eWONPROJECT.azure-devices.net");
            assertThat(problem.mend()).contains("DNS");
        });
    }

    @Test
    void aPortThatIsClosed() throws Exception {
        fleet.surroundings().world().faults().now(FIRST, new Deed.ClosedPort(8883, LONG));
        fleet.surroundings().world().faults().now(new Deed.Disconnect("pump-1"));

        assertThat(until(names(DoctorCode.PORT)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.mend()).contains("transport: https"));
    }

    @Test
    void aClockThatIsWrong() throws Exception {
        fleet.surroundings().world().faults().now(FIRST, new Deed.ClockWrong(Duration.ofHours(2), LONG));

        assertThat(examine().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(DoctorCode.CLOCK);
            assertThat(problem.what()).contains("ahead of this machine");
        });
    }

    @Test
    void anIdentityThatIsDisabledMissingOrOfAnotherThumbprint() throws Exception {
        var registry = fleet.surroundings().world().registry();
        DeviceSettings right = registry.find("pump-1").orElseThrow().settings();
        String other = "AB".repeat(32);
        try {
            registry.update(DeviceSettings.selfSigned("pump-1", other, other), new EtagMatch.Any());
            assertThat(examine().problems()).extracting(Verdict.Problem::code).containsExactly(DoctorCode.THUMBPRINT);

            registry.update(new DeviceSettings("pump-1", false, "stolen", right.authentication()), new EtagMatch.Any());
            assertThat(examine().problems())
                    .extracting(Verdict.Problem::code)
                    .containsExactly(DoctorCode.IDENTITY_DISABLED);

            registry.update(
                    new DeviceSettings("pump-1", true, "", new DeviceAuthentication.Sas(KEY, KEY)),
                    new EtagMatch.Any());
            assertThat(examine().problems())
                    .extracting(Verdict.Problem::code)
                    .containsExactly(DoctorCode.IDENTITY_KIND);

            registry.delete("pump-1", new EtagMatch.Any());
            assertThat(examine().problems())
                    .extracting(Verdict.Problem::code)
                    .containsExactly(DoctorCode.IDENTITY_MISSING);
        } finally {
            if (registry.find("pump-1").isEmpty()) {
                registry.create(right);
            } else {
                registry.update(right, new EtagMatch.Any());
            }
        }
    }

    @Test
    void aHubThatIsThrottled() throws Exception {
        fleet.surroundings().world().faults().now(new Deed.Throttle(LONG));

        assertThat(examine().common())
                .anySatisfy(link -> assertThat(link.verdict())
                        .isInstanceOfSatisfying(
                                Verdict.Problem.class,
                                problem -> assertThat(problem.code()).isEqualTo(DoctorCode.HUB_THROTTLED)));
    }

    @Test
    void messagesThatTheHubLoses() throws Exception {
        fleet.surroundings().world().faults().now(new Deed.Silence("pump-1", LONG));

        DoctorReport report = until(healthy().negate());

        assertThat(report.problems())
                .as("whether the device has noticed it already or not")
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isIn(DoctorCode.NO_MESSAGE, DoctorCode.NOT_ANSWERED));
    }

    @Test
    void aHubThatCannotBeFound() throws Exception {
        fleet.surroundings()
                .world()
                .faults()
                .now(new Deed.NoHost("ihsuprod-ewonproject-ns.servicebus.windows.net", LONG));

        assertThat(examine().problems())
                .extracting(Verdict.Problem::code)
                .containsExactly(DoctorCode.MESSAGES_UNREACHABLE);
    }
}
