package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.Complaint;
import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.Link;
import io.github.flexyfleet.fleet.doctor.Verdict;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each code of the doctor comes of the simulator's matching fault, real runtimes on virtual gateways included; and of a
 * device with which all is well it finds nothing. One world in virtual time for all, a gateway a code.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorFaultsIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    /** For a gateway to notice what ails it. */
    private static final Duration ONSET = Duration.ofMinutes(5);

    /** Something is done to them while they have no power. */
    private static final List<String> CHANGED = List.of("swapped", "old", "emptied", "untagged");
    /** They fall ill slowly. */
    private static final List<String> SLOW = List.of("expired", "dropped");
    /** They send once a day, so that nothing of theirs comes while they are looked at. */
    private static final List<String> SELDOM = List.of("copied", "unasked");

    @TempDir
    static Path folder;

    private final Deque<SecondClient> intruders = new ArrayDeque<>();

    private Hospital hospital;

    @BeforeAll
    void everybodyFallsIll() throws Exception {
        Set<String> names = new LinkedHashSet<>();
        Stream.of(Ailment.ofDevices(), Ailment.passing(intruders))
                .flatMap(List::stream)
                .map(Ailment::name)
                .forEach(names::add);
        hospital = new Hospital(folder, List.copyOf(names));
        hospital.deployTo(CHANGED);
        hospital.meanwhile(Ailment::meanwhile, "emptied");
        // Both take long; the others would only cost processor time meanwhile.
        hospital.deployTo(SLOW);
        hospital.faults().now(new Deed.TurnAway("dropped", Duration.ofMinutes(85)));
        hospital.pass(Duration.ofMinutes(100));
        names.removeAll(CHANGED);
        names.removeAll(SLOW);
        names.removeAll(List.of("gone", "bare"));
        names.removeAll(SELDOM);
        hospital.deployToSeldom(SELDOM);
        hospital.deployTo(List.copyOf(names));
        hospital.pass(SOON);
        for (Ailment one : Ailment.ofDevices()) {
            one.fault().strike(hospital, one.name());
        }
        hospital.pass(ONSET);
    }

    @AfterAll
    void close() throws IOException {
        while (!intruders.isEmpty()) {
            intruders.pop().close();
        }
        if (hospital != null) {
            hospital.close();
        }
    }

    private void finds(Ailment one) throws Exception {
        DoctorReport report = hospital.examine(one.name(), one.look());
        assertThat(report.problems())
                .as("%s", report.lines())
                .extracting(Verdict.Problem::code)
                .hasSameElementsAs(Stream.concat(Stream.of(one.code()), one.follows().stream())
                        .toList());
        assertThat(report.lines()).contains("              mend: " + one.code().mend());
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsFound() {
        Stream<DynamicTest> before = Stream.of(
                DynamicTest.dynamicTest("nothing", this::findsNothing),
                DynamicTest.dynamicTest("without the role Reader", this::saysWhatItCouldNotLookAt),
                DynamicTest.dynamicTest("control of the Java VM", this::saysWhatCannotBeLookedAtAndStopsNothing));
        Stream<DynamicTest> single = Ailment.ofDevices().stream()
                .map(one -> DynamicTest.dynamicTest(one.code().id() + " " + one.code(), () -> finds(one)));
        Stream<DynamicTest> all = Ailment.passing(intruders).stream()
                .map(one -> DynamicTest.dynamicTest(one.code().id() + " " + one.code(), () -> {
                    one.fault().strike(hospital, one.name());
                    finds(one);
                    hospital.faults().calm();
                    hospital.settings().calm();
                }));
        return Stream.of(before, single, all).flatMap(tests -> tests);
    }

    private void saysWhatItCouldNotLookAt() throws Exception {
        hospital.settings().readable(false);
        DoctorReport report = hospital.examine("well", Look.usual());
        hospital.settings().calm();
        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.lines())
                .filteredOn(line -> line.startsWith("  not looked"))
                .singleElement()
                .asString()
                .contains("settings of the hub in Azure", "routes, retention", "role Reader at the hub");
    }

    private void findsNothing() throws Exception {
        DoctorReport report = hospital.examine("well", Look.usual());
        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.common())
                .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class))
                .extracting(Link::name)
                .contains(
                        "tier of the hub",
                        "routes to the built-in endpoint",
                        "retention of messages",
                        "consumer group",
                        "network rules of the hub",
                        "messages of the day");
        assertThat(report.devices().values())
                .singleElement()
                .satisfies(links -> assertThat(links)
                        .hasSize(12)
                        .allSatisfy(link -> assertThat(link.verdict()).isInstanceOf(Verdict.Ok.class)));
    }

    /** To ask whether the user may control the Java VM would stop the runtime. */
    private void saysWhatCannotBeLookedAtAndStopsNothing() throws Exception {
        DoctorReport report = hospital.examine("well", Look.byUserWithout(FlexySpec.Right.JVM_CONTROL));
        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        assertThat(report.lines())
                .anyMatch(line -> line.contains("control the Java VM (Control JVM) was not looked at"));
    }

    @Test
    void noCodeIsForgotten() {
        Set<DoctorCode> shown = EnumSet.noneOf(DoctorCode.class);
        // With a clock that goes by itself, which the Event Hubs client needs.
        DoctorInRehearsalIT.faults().forEach(one -> shown.add((DoctorCode) one.get()[0]));
        shown.addAll(ComplaintsIT.ofReading());
        // In worlds of their own: DoctorRootsIT and DoctorProvisionedIT.
        shown.add(DoctorCode.WRONG_ROOTS);
        Ailment.ofProvisioned().forEach(one -> shown.add(one.code()));
        Ailment.ofDevices().forEach(one -> shown.add(one.code()));
        Ailment.passing(intruders).forEach(one -> shown.add(one.code()));

        assertThat(shown).containsExactlyInAnyOrderElementsOf(Arrays.asList(DoctorCode.values()));
    }
}
