package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.flexyfleet.fleet.doctor.Doctor;
import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.HubSide;
import io.github.flexyfleet.fleet.doctor.Link;
import io.github.flexyfleet.fleet.doctor.MessageSide;
import io.github.flexyfleet.fleet.doctor.Verdict;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.simulator.fault.Deed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What needs a clock that goes by itself: messages that are asked for by a method and read by the Event Hubs client, and
 * what can be wrong with reading them, unless somebody complained of it ({@link ComplaintsIT}). All other codes are in
 * {@link DoctorFaultsIT}.
 */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorInRehearsalIT {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So many may read a partition at the same time (azure-iot-hub 5). */
    private static final int MOST_READERS = 5;

    @TempDir
    static Path folder;

    private final Deque<EventFeed> others = new ArrayDeque<>();
    private RehearsedFleet fleet;

    /** Lets something be wrong and answers the way to the messages. */
    @FunctionalInterface
    interface Fault {
        HubReading strike(DoctorInRehearsalIT test) throws Exception;
    }

    static Stream<Arguments> faults() {
        return Stream.of(fault(DoctorCode.GROUP_CROWDED, DoctorInRehearsalIT::crowded));
    }

    private static Arguments fault(DoctorCode code, Fault fault) {
        return arguments(code, fault);
    }

    @BeforeAll
    void deployTwoDevices() throws Exception {
        fleet = new RehearsedFleet(folder, 2, "S1, access: entra");
        assertThat(fleet.deploy(Duration.ofSeconds(60)).devices())
                .extracting(DeviceResult::outcome)
                .containsOnly(Outcome.CONFIRMED);
    }

    @AfterEach
    void allIsWellAgain() {
        fleet.surroundings().world().faults().calm();
        while (!others.isEmpty()) {
            others.pop().close();
        }
    }

    @AfterAll
    void close() {
        fleet.close();
    }

    private HubReading crowded() throws Exception {
        for (int i = 0; i < MOST_READERS; i++) {
            EventFeed other = fleet.surroundings().reading().open(Instant.now().minus(LONG));
            others.push(other);
            Instant end = Instant.now().plus(PATIENCE);
            while (other.poll().isEmpty()) {
                assertThat(Instant.now()).as("it reads").isBefore(end);
                Pace.system().pause(Duration.ofMillis(50));
            }
        }
        return fleet.surroundings().reading();
    }

    private DoctorReport examine(MessageSide messages) throws Exception {
        Doctor.Sides sides = new Doctor.Sides(
                EngineDoctor.devices(fleet.engine()),
                HubSide.of(fleet.surroundings().connections().registry(), List::of),
                messages,
                List.of());
        return new Doctor(
                        sides,
                        new Doctor.Settings(fleet.surroundings().release().version(), HubTier.S1, true, PATIENCE),
                        Pace.system())
                .examine(fleet.targets().targets());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatIsWrongWithReadingIsNamedAndTheDevicesAreLookedAt(DoctorCode code, Fault fault) throws Exception {
        DoctorReport report = examine(fault.strike(this)::open);

        assertThat(report.problems())
                .as("%s", report.lines())
                .extracting(Verdict.Problem::code)
                .containsExactly(code);
        assertThat(report.devices().values())
                .hasSize(2)
                .allSatisfy(links -> assertThat(links).hasSize(12));
    }

    /** The fleet's own doctor, as the goal has it. */
    private DoctorReport examine(Surroundings surroundings) throws Exception {
        return EngineDoctor.of(fleet.fleet(), fleet.engine(), surroundings, PATIENCE, Pace.system())
                .examine(fleet.targets().targets());
    }

    @Test
    void messagesOfBeforeProveNothing() throws Exception {
        fleet.surroundings().world().faults().now(new Deed.RouteAway("pump-1", LONG));

        assertThat(examine(fleet.surroundings()).problems())
                .extracting(Verdict.Problem::code)
                .containsExactly(DoctorCode.NO_MESSAGE);
    }

    @Test
    void withoutALoginAtTheHubAllElseIsLookedAt() throws Exception {
        assertThat(new DoctorMojo().needsHub()).isFalse();
        try (WithoutHubLogin poor = WithoutHubLogin.in(fleet.surroundings(), fleet.fleet())) {
            DoctorReport report = examine(poor);

            assertThat(report.problems()).as("%s", report.lines()).isEmpty();
            assertThat(report.common())
                    .filteredOn(link -> link.verdict() instanceof Verdict.NotLooked)
                    .extracting(Link::name)
                    .startsWith("IoT Hub registry", "messages at the hub");
            assertThat(report.devices()).hasSize(2).allSatisfy((device, links) -> {
                assertThat(links).hasSize(12);
                assertThat(links)
                        .filteredOn(link -> link.verdict() instanceof Verdict.NotLooked)
                        .extracting(Link::name)
                        .containsExactly("identity in the hub", "a message asked for and seen");
            });
        }
    }

    @Test
    void aHealthyFleetHasNothing() throws Exception {
        DoctorReport report = examine(fleet.surroundings());

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.devices()).hasSize(2).allSatisfy((device, links) -> {
            assertThat(links)
                    .hasSize(12)
                    .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class));
            assertThat(links.get(11).name()).isEqualTo("a message asked for and seen");
        });
        assertThat(report.common())
                .as("the rehearsal's Azure shows the hub's settings, too")
                .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class))
                .extracting(Link::name)
                .contains("routes to the built-in endpoint", "consumer group", "messages of the day");
    }
}
