package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.budget.Budget;
import io.github.flexyfleet.fleet.budget.BudgetAssumptions;
import io.github.flexyfleet.fleet.budget.BudgetRow;
import io.github.flexyfleet.fleet.budget.Resource;
import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.Action;
import io.github.flexyfleet.fleet.plan.Change;
import io.github.flexyfleet.fleet.plan.Effort;
import io.github.flexyfleet.fleet.plan.Observation;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlannedDevice;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Evidence;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.Stage;
import io.github.flexyfleet.fleet.rollout.Verdict;
import io.github.flexyfleet.fleet.talk2m.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rollout that went wrong in its second wave, with all that a report may tell: 8 devices at 2 sites, or as many as one
 * likes that all went well.
 */
public final class ExampleReport {
    private static final Instant START = Instant.parse("2026-11-29T20:00:00Z");
    private static final List<String> WAVES = List.of("canary", "pilots", "rest");

    private Instant now = START;
    private final Chronicle chronicle = new Chronicle(() -> now);
    private final List<DeviceResult> devices = new ArrayList<>();
    private Optional<String> stopped = Optional.empty();

    private ExampleReport() {}

    /** What a report shows. */
    public record Shown(RolloutResult result, HtmlReport.Around around) {
        public String html() {
            return HtmlReport.render(result, around);
        }
    }

    /** The canary is good, one of three pilots goes back, the rest is not begun. */
    public static Shown halted() {
        ExampleReport report = new ExampleReport();
        report.chronicle.accept(new RolloutEvent.Started(8, 3));
        report.wave(1, 1);
        report.work("Pump-North-1", "north", 1, Outcome.CONFIRMED, 400);
        report.chronicle.accept(new RolloutEvent.Soaking(1, "canary", Duration.ofMinutes(10)));
        report.after(Duration.ofMinutes(10));
        report.chronicle.accept(new RolloutEvent.GatesHeld(1, "canary", 1, Duration.ofMinutes(30)));
        report.after(Duration.ofMinutes(3));
        report.chronicle.accept(new RolloutEvent.GateJudged(
                1, new DeviceId("Pump-North-1"), Verdict.PASS, "10 messages in a row", false));
        report.wave(2, 3);
        report.work("Pump-North-2", "north", 2, Outcome.CONFIRMED, 80);
        report.work("Pump-North-3", "north", 2, Outcome.REVERTED, 20);
        report.work("Pump-South-1", "south", 2, Outcome.UNREACHABLE, 3000);
        String why = "wave 2 (pilots): 1 of 3 devices went wrong";
        report.stopped = Optional.of(why);
        report.chronicle.accept(new RolloutEvent.Stopped(why));
        for (int number = 2; number <= 5; number++) {
            report.work("Pump-South-" + number, "south", 3, Outcome.NOT_STARTED, 3000);
        }
        report.after(Duration.ofSeconds(5));
        return report.shown();
    }

    /** So many devices at sites of 50, all of them changed and confirmed. */
    public static Shown large(int count) {
        ExampleReport report = new ExampleReport();
        report.chronicle.accept(new RolloutEvent.Started(count, 3));
        for (int number = 0; number < count; number++) {
            int wave = number == 0 ? 1 : number < count / 10 ? 2 : 3;
            if (number == 0 || number == 1 || number == count / 10) {
                report.wave(wave, 1);
            }
            report.work("Pump-" + number, "site-" + number / 50, wave, Outcome.CONFIRMED, 100 + number % 3000);
        }
        return report.shown();
    }

    private void wave(int number, int size) {
        chronicle.accept(new RolloutEvent.WaveStarted(number, WAVES.get(number - 1), size));
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private void work(String id, String site, int wave, Outcome outcome, int days) {
        DeviceId device = new DeviceId(id);
        if (outcome != Outcome.NOT_STARTED) {
            chronicle.accept(new RolloutEvent.StageReached(device, Stage.OBSERVE));
            after(Duration.ofSeconds(4));
        }
        if (outcome == Outcome.CONFIRMED || outcome == Outcome.REVERTED) {
            for (Stage stage : List.of(Stage.UPLOAD, Stage.APPLY, Stage.EVIDENCE)) {
                chronicle.accept(new RolloutEvent.StageReached(device, stage));
                after(Duration.ofSeconds(9));
            }
        }
        DeviceResult result = new DeviceResult(
                target(device, site, START.plus(Duration.ofDays(days))),
                wave,
                outcome,
                outcome == Outcome.CONFIRMED
                        ? new Evidence(Optional.of(now), 3, new TreeMap<>(Map.of("Flow", "3.25", "Level", "12.5")), 4)
                        : Evidence.none(),
                outcome == Outcome.NOT_STARTED ? 0 : 7,
                problem(outcome));
        devices.add(result);
        chronicle.accept(new RolloutEvent.DeviceFinished(result));
    }

    private static Optional<DeviceProblem> problem(Outcome outcome) {
        return switch (outcome) {
            case REVERTED ->
                Optional.of(new DeviceProblem(
                        ProblemCode.NO_EVIDENCE,
                        "no message under the new digest within 300 s",
                        "look at hub.host (fleet.yaml:2:12)"));
            case UNREACHABLE ->
                Optional.of(new DeviceProblem(
                        ProblemCode.OFFLINE, "the device is offline in Talk2M", "deploy again when it is back"));
            case CONFIRMED, UNCHANGED, DEFERRED, NOT_STARTED, FAILED, REJECTED -> Optional.empty();
        };
    }

    private static DeviceTarget target(DeviceId device, String site, Instant end) {
        BundleFile file = new BundleFile("device.json", device.value().getBytes(StandardCharsets.UTF_8), false);
        return new DeviceTarget(
                device,
                site,
                "Name of " + device,
                Optional.empty(),
                Bundle.of(device, List.of(file)),
                new Fingerprint(Digest.of(device.value().getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .toUpperCase(Locale.ROOT)),
                end);
    }

    private Shown shown() {
        RolloutResult result = new RolloutResult(
                "waterworks",
                START,
                now,
                WAVES,
                devices,
                4,
                stopped,
                List.of(new AccountFigures(
                        "acme",
                        32,
                        4,
                        1,
                        new AccountFigures.Traffic(5_000, 20_000, 3),
                        new AccountFigures.Latency(
                                Duration.ofMillis(300), Duration.ofMillis(900), Duration.ofMillis(1200)),
                        OptionalLong.of(9_968))));
        Finding finding = new Finding(
                FindingCode.HUB_QUOTA_NEAR,
                new Span("fleet.yaml", 9, 3),
                "something is <doubtful>",
                "write it in another way",
                List.of());
        Map<DeviceId, List<LogLine>> logs = Map.of(
                new DeviceId("Pump-North-3"),
                List.of(new LogLine(
                        Optional.of(now), LogLine.Source.RUNTIME, "E 1203 connect: no such host <nowhere>")));
        return new Shown(
                result,
                new HtmlReport.Around(
                        Optional.of(plan()), chronicle.story(), Optional.of(budget()), List.of(finding), logs));
    }

    /** One near its limit, one far from it, one without. */
    private static Budget budget() {
        return new Budget(
                BudgetAssumptions.defaults(),
                0,
                List.of(
                        new BudgetRow("fleet", Resource.MESSAGES, 1_234_567, 1_234_567, 0),
                        new BudgetRow("Pump-North-1 and 7 more", Resource.FLASH, 2_900_000, 2_900_000, 29_000_000),
                        new BudgetRow("fleet", Resource.HUB_QUOTA, 397_440, 397_440, 400_000)),
                List.of());
    }

    private Plan plan() {
        ObjectNode rollout = JsonMapper.shared().createObjectNode();
        List<PlannedDevice> planned = devices.stream()
                .map(device -> new PlannedDevice(
                        device.target().device(),
                        new PlannedDevice.Way(device.target().site(), "acme", "Name", Optional.empty(), false, false),
                        device.wave(),
                        device.target().digest(),
                        new Observation(
                                Observation.Means.TWIN,
                                Optional.of(new Observation.Seen(
                                        RuntimeState.CONFIRMED,
                                        Optional.of(Digest.of(new byte[] {1})),
                                        "0.1.0",
                                        Optional.empty())),
                                Optional.empty()),
                        Action.CONFIGURE,
                        List.of(new Change(
                                Change.Kind.CHANGED,
                                "hub.host",
                                Optional.of("my-hub.azure-devices.net"),
                                Optional.of("nowhere.azure-devices.net"),
                                List.of("fleet.yaml:2:12"))),
                        new Effort(6, 2, 60)))
                .toList();
        return new Plan(
                new Plan.Tool("0.1.0", "0.1.0", "ab".repeat(32)),
                "waterworks",
                Optional.of("0123456789".repeat(4)),
                8,
                rollout,
                planned,
                new Plan.Sums(new TreeMap<>(Map.of("acme", 68L)), 21, 420));
    }
}
