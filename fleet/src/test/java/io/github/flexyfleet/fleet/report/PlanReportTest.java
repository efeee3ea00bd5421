package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.EnrollmentPlan;
import io.github.flexyfleet.fleet.identity.EnrollmentStep;
import io.github.flexyfleet.fleet.identity.PlannedEnrollment;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Change;
import io.github.flexyfleet.fleet.plan.Effort;
import io.github.flexyfleet.fleet.plan.Observation;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlanFile;
import io.github.flexyfleet.fleet.plan.PlannedDevice;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PlanReportTest {
    private static final Digest OLD = Digest.of(new byte[] {1});
    private static final Digest NEW = Digest.of(new byte[] {2});

    /** Working out the seal of a large plan takes longer than what is tested. */
    private static final String SEAL = "0".repeat(64);

    /** A comment on a pull request takes 65,536 characters. */
    private static final int COMMENT = 60_000;

    @Test
    void theConsoleReadsLikeADiff() throws IOException {
        assertThat(String.join("\n", ConsolePlan.lines(mixed(), Optional.of(seal(mixed())))) + "\n")
                .isEqualTo(resource("plan-console.txt"));
    }

    @Test
    void itSaysWhatIsWrittenAtTheDeviceProvisioningService() throws IOException {
        SortedMap<DeviceId, PlannedEnrollment> devices = new TreeMap<>();
        for (int i = 0; i < 1200; i++) {
            devices.put(new DeviceId("new-" + i), PlannedEnrollment.of(EnrollmentStep.CREATE));
        }
        devices.put(new DeviceId("pump-1"), PlannedEnrollment.of(EnrollmentStep.RENEW));
        devices.put(new DeviceId("pump-2"), PlannedEnrollment.of(EnrollmentStep.SETTLE));
        devices.put(new DeviceId("pump-3"), PlannedEnrollment.of(EnrollmentStep.ENABLE));
        devices.put(new DeviceId("pump-5"), PlannedEnrollment.of(EnrollmentStep.REPLACE));
        devices.put(new DeviceId("pump-4"), PlannedEnrollment.problem(ProblemCode.FOREIGN_ENROLLMENT));
        EnrollmentPlan enrollments = new EnrollmentPlan(
                devices,
                Optional.of(new EnrollmentPlan.Group("waterworks", PlannedEnrollment.of(EnrollmentStep.CREATE))),
                List.of(new DeviceId("pump-8"), new DeviceId("pump-9")));

        assertThat(String.join("\n", EnrollmentLines.of(enrollments)) + "\n")
                .isEqualTo(resource("plan-enrollments.txt"));
        Plan plan = mixed().with(enrollments);
        assertThat(ConsolePlan.lines(plan, Optional.of(SEAL))).containsSequence(EnrollmentLines.of(enrollments));
        assertThat(MarkdownPlan.text(plan, SEAL))
                .contains("- enrollments at the Device Provisioning Service: 1,200 to make");
    }

    @Test
    void theMarkdownIsForAPullRequest() throws IOException {
        assertThat(MarkdownPlan.text(mixed(), seal(mixed()))).isEqualTo(resource("plan.md"));
    }

    @Test
    void tenThousandDevicesThatChangeAlikeAreOneEntry() {
        Plan plan = many(i -> List.of(push("20s", "10s"), certificate(i)));

        assertThat(ConsolePlan.lines(plan, Optional.of(SEAL)))
                .contains(
                        "~ 10,000 devices, configure: d0, d1, d2, d3, d4, d5 and 9994 more",
                        "    ~ tagGroups.all.push.full: 20s -> 10s  (fleet.yaml:6:59)",
                        "    ~ certificate: (differs by device)")
                .hasSizeLessThan(20);
        assertThat(MarkdownPlan.text(plan, SEAL)).hasSizeLessThan(2_500);
    }

    @Test
    void tenThousandDevicesThatAllChangeInAnotherWayStillFitIntoAComment() {
        Plan plan = many(i -> List.of(new Change(
                Change.Kind.CHANGED,
                "tagGroups.group-" + i + ".properties.plant",
                Optional.of("x".repeat(900)),
                Optional.of("y".repeat(900)),
                List.of("fleet.yaml:" + (i + 1) + ":1"))));

        assertThat(MarkdownPlan.text(plan, SEAL).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(COMMENT);
        assertThat(MarkdownPlan.text(plan, SEAL)).contains("more kinds of changes stand in `plan.json`");
        assertThat(ConsolePlan.lines(plan, Optional.of(SEAL)))
                .hasSizeLessThan(100)
                .anyMatch(line -> line.contains("9960 more kinds"));
    }

    @Test
    void aValueCanNeitherEndItsFenceNorSteerATerminal() {
        Plan plan = plan(List.of(configured(
                "d1",
                1,
                List.of(new Change(
                        Change.Kind.CHANGED,
                        "tagGroups.all.properties.note",
                        Optional.of("```\n# heading\u001b[2J"),
                        Optional.of("<b>"),
                        List.of())))));

        assertThat(MarkdownPlan.text(plan, seal(plan)))
                .contains("````diff\n- tagGroups.all.properties.note: ```\\u000A# heading");
        assertThat(String.join("\n", ConsolePlan.lines(plan, Optional.of(seal(plan))))
                        + MarkdownPlan.text(plan, seal(plan)))
                .doesNotContain("\u001b");
    }

    private static String seal(Plan plan) {
        return PlanFile.sealed(plan).seal();
    }

    private static Plan mixed() {
        List<PlannedDevice> devices = new ArrayList<>();
        devices.add(configured("pump-1", 1, List.of(push("20s", "10s"), certificate(1))));
        devices.add(configured("pump-2", 2, List.of(push("20s", "10s"), certificate(2))));
        devices.add(configured(
                "pump-3",
                2,
                List.of(
                        new Change(
                                Change.Kind.ADDED,
                                "heartbeat",
                                Optional.empty(),
                                Optional.of("5m"),
                                List.of("fleet.yaml:20:7")),
                        new Change(
                                Change.Kind.REMOVED,
                                "tagGroups.old",
                                Optional.of("format classic, groups [D]"),
                                Optional.empty(),
                                List.of()),
                        new Change(
                                Change.Kind.ROOTS,
                                "roots",
                                Optional.empty(),
                                Optional.empty(),
                                List.of("fleet.yaml:4:8")))));
        devices.add(configured(
                "pump-4",
                2,
                List.of(new Change(
                        Change.Kind.UNCOMPARED,
                        "configuration",
                        Optional.of(OLD.abbreviated()),
                        Optional.empty(),
                        List.of()))));
        devices.add(device(
                "pump-5",
                2,
                new Observation(Observation.Means.STATUS, Optional.empty(), Optional.of(ProblemCode.RUNTIME_SILENT)),
                Action.INSTALL_RUNTIME,
                List.of(
                        new Change(Change.Kind.RUNTIME, "runtime", Optional.empty(), Optional.of("0.1.0"), List.of()),
                        new Change(
                                Change.Kind.WHOLE,
                                "the whole configuration",
                                Optional.empty(),
                                Optional.empty(),
                                List.of()))));
        devices.add(device(
                "pump-6",
                2,
                ran(NEW, "0.0.9"),
                Action.UPDATE_RUNTIME,
                List.of(new Change(
                        Change.Kind.RUNTIME, "runtime", Optional.of("0.0.9"), Optional.of("0.1.0"), List.of()))));
        devices.add(device(
                "pump-7",
                2,
                new Observation(Observation.Means.UNKNOWN, Optional.empty(), Optional.of(ProblemCode.OFFLINE)),
                Action.UNREACHABLE,
                List.of()));
        devices.add(device("pump-8", 2, Observation.NOTHING, Action.UNKNOWN, List.of()));
        devices.add(device("pump-9", 2, ran(NEW, "0.1.0"), Action.NONE, List.of()));
        return plan(devices);
    }

    private static Plan many(IntFunction<List<Change>> changes) {
        return plan(IntStream.range(0, 10_000)
                .mapToObj(i -> configured("d" + i, 2, changes.apply(i)))
                .toList());
    }

    private static Change push(String before, String after) {
        return new Change(
                Change.Kind.CHANGED,
                "tagGroups.all.push.full",
                Optional.of(before),
                Optional.of(after),
                List.of("fleet.yaml:6:59"));
    }

    private static Change certificate(int i) {
        return new Change(
                Change.Kind.CREDENTIAL,
                "certificate",
                Optional.of("A" + i + " until 2027-01-01"),
                Optional.of("B" + i + " until 2036-11-19"),
                List.of());
    }

    private static PlannedDevice configured(String id, int wave, List<Change> changes) {
        return device(id, wave, ran(OLD, "0.1.0"), Action.CONFIGURE, changes);
    }

    private static Observation ran(Digest digest, String runtime) {
        return new Observation(
                Observation.Means.TWIN,
                Optional.of(
                        new Observation.Seen(RuntimeState.CONFIRMED, Optional.of(digest), runtime, Optional.empty())),
                Optional.empty());
    }

    private static PlannedDevice device(
            String id, int wave, Observation observed, Action action, List<Change> changes) {
        return new PlannedDevice(
                new DeviceId(id),
                new PlannedDevice.Way("brussels", "acme", "Name of " + id, Optional.empty(), false, false),
                wave,
                NEW,
                observed,
                action,
                changes,
                new Effort(6, 2, 60));
    }

    private static Plan plan(List<PlannedDevice> devices) {
        ObjectNode rollout = (ObjectNode) JsonMapper.shared().readTree("""
                {"waves": [{"name": "canary", "devices": ["pump-1"], "soak": "PT1M"},
                           {"name": "rest|s", "devices": [], "soak": "PT0S"}],
                 "abort": [{"when": "FAILED", "atLeast": 3, "minFinished": 10}]}
                """);
        return new Plan(
                new Plan.Tool("0.1.0", "0.1.0", "ab".repeat(32)),
                "waterworks",
                Optional.of("0123456789".repeat(4)),
                8,
                rollout,
                devices,
                new Plan.Sums(new TreeMap<>(Map.of("acme", 68L, "north", 12L)), 21, 420));
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = PlanReportTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
