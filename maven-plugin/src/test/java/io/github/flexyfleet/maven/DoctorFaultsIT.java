package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.Complaint;
import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.Link;
import io.github.flexyfleet.fleet.doctor.Verdict;
import io.github.flexyfleet.maven.Hospital.Look;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /**
     * Shown by fakes only (DoctorTest of the fleet module): no second client of this world sends anything, the runtime marks
     * every message and takes every question, and what is not understood has no fault by its nature. This world has no Device Provisioning Service.
     */
    private static final Set<DoctorCode> BY_FAKES = EnumSet.of(
            DoctorCode.OTHER_MESSAGE,
            DoctorCode.BODY_FORM,
            DoctorCode.NOT_ASKED,
            DoctorCode.UNKNOWN,
            DoctorCode.NOT_REGISTERED,
            DoctorCode.OTHER_HUB);

    @TempDir
    static Path folder;

    private final Deque<SecondClient> intruders = new ArrayDeque<>();
    /** What people read when a code was found. */
    private final Map<DoctorCode, List<String>> read = new EnumMap<>(DoctorCode.class);

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
        read.put(one.code(), report.lines());
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
        Stream<DynamicTest> thread = Complaint.all().stream()
                .filter(complaint -> !complaint.codes().isEmpty())
                .map(complaint -> DynamicTest.dynamicTest(
                        "post " + complaint.post() + ": " + complaint.words(), () -> isAnswered(complaint)));
        return Stream.of(before, single, all, thread).flatMap(tests -> tests);
    }

    /** Whoever said so in the thread reads, of each thing that can be behind it, its code and the step that mends it. */
    private void isAnswered(Complaint complaint) {
        Set<DoctorCode> elsewhere = DoctorInRehearsalIT.faults()
                .map(one -> (DoctorCode) one.get()[0])
                .collect(Collectors.toSet());
        for (DoctorCode code : complaint.codes()) {
            if (!elsewhere.contains(code)) {
                List<String> lines = read.get(code);
                assertThat(lines).as("%s was found above", code).isNotNull();
                int line = IntStream.range(0, lines.size())
                        .filter(each -> lines.get(each).contains(code.id()))
                        .findFirst()
                        .orElseThrow();
                assertThat(lines.get(line + 1).strip()).as("%s", lines).startsWith("mend: ");
            }
        }
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
        Set<DoctorCode> shown = EnumSet.copyOf(BY_FAKES);
        // With a clock that goes by itself, which the Event Hubs client needs.
        DoctorInRehearsalIT.faults().forEach(one -> shown.add((DoctorCode) one.get()[0]));
        // In a world of its own: DoctorRootsIT.
        shown.add(DoctorCode.WRONG_ROOTS);
        Ailment.ofDevices().forEach(one -> shown.add(one.code()));
        Ailment.passing(intruders).forEach(one -> shown.add(one.code()));

        assertThat(shown).containsExactlyInAnyOrderElementsOf(Arrays.asList(DoctorCode.values()));
        assertThat(Complaint.all())
                .as("what people complained of is shown by a fault, not by fakes")
                .allSatisfy(complaint -> assertThat(complaint.codes()).doesNotContainAnyElementsOf(BY_FAKES));
    }
}
