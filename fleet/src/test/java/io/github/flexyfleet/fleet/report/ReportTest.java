package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.Targets;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.Debts;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Evidence;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Instant START = Instant.parse("2026-11-22T20:00:00.250Z");

    private static final AccountFigures FIGURES = new AccountFigures(
            "acme",
            16,
            2,
            1,
            new AccountFigures.Traffic(12_345, 67_890, 2),
            new AccountFigures.Latency(Duration.ofMillis(810), Duration.ofMillis(2100), Duration.ofMillis(4000)),
            OptionalLong.of(9_984));

    @Test
    void theConsoleShowsARowADeviceThenProblemsThenSums() throws Exception {
        assertThat(String.join("\n", ConsoleReport.lines(mixed())) + "\n").isEqualTo(resource("console.txt"));
    }

    @Test
    void theJsonReportIsGoldenAndFitsItsSchema() throws Exception {
        String report = JsonReport.render(mixed());

        assertThat(report).isEqualTo(resource("report.json"));
        try (InputStream schemaText =
                ReportTest.class.getResourceAsStream("/io/github/flexyfleet/schema/report.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schemaText);
            assertThat(schema.validate(new JsonMapper().readTree(report))).isEmpty();
            assertThat(schema.validate(new JsonMapper().readTree(report.replace("\"confirmed\"", "\"fine\""))))
                    .isNotEmpty();
        }
    }

    @Test
    void nothingToDoIsSaidInWords() {
        RolloutResult result = result(List.of(device("d1", Outcome.UNCHANGED, Evidence.none(), Optional.empty())));

        assertThat(ConsoleReport.lines(result).get(ConsoleReport.lines(result).size() - 1))
                .isEqualTo(
                        "Nothing to do: the device runs the wanted digest; no device was written to. Talk2M calls: 9.");
        assertThat(JsonReport.render(result)).contains("\"result\" : \"nothing-to-do\"");
    }

    @Test
    void aRolloutThatWaitsIsNoFailureAndSaysForWhat() {
        DeviceResult done = device("d1", Outcome.CONFIRMED, Evidence.none(), Optional.empty());
        DeviceResult later = device("d2", Outcome.NOT_STARTED, Evidence.none(), Optional.empty());
        RolloutResult waits = with(List.of(done, later), Optional.of("wave 2 waits"), Debts.NONE);

        assertThat(waits.settled()).isTrue();
        assertThat(waits.done()).isFalse();
        assertThat(ConsoleReport.lines(waits)).contains("waits: wave 2 waits");
        assertThat(JsonReport.render(waits)).contains("\"waits\" : \"wave 2 waits\"");
        assertThat(result(List.of(done, later)).settled()).isFalse();
    }

    @Test
    void anOverdueDebtIsAFailureAndEachOldOneIsShownWithItsDay() throws Exception {
        DeviceResult done = device("d1", Outcome.CONFIRMED, Evidence.none(), Optional.empty());
        DeviceResult owed = device("d2", Outcome.DEFERRED, Evidence.none(), Optional.empty());
        Debt old = new Debt(new DeviceId("d2"), Instant.parse("2026-11-01T08:00:00Z"), "FLX3082");

        RolloutResult inTime =
                with(List.of(done, owed), Optional.empty(), new Debts(List.of(old), List.of(), Optional.empty()));
        RolloutResult overdue =
                with(List.of(done, owed), Optional.empty(), new Debts(List.of(old), List.of(old), Optional.empty()));

        assertThat(inTime.settled()).isTrue();
        assertThat(ConsoleReport.lines(inTime)).contains("  d2 is a debt since 2026-11-01");
        assertThat(overdue.settled()).isFalse();
        assertThat(ConsoleReport.failure(overdue)).contains("1 debt is past the deadline");
        assertThat(ConsoleReport.lines(overdue))
                .contains("  d2 is a debt since 2026-11-01, which is past the deadline");
        try (InputStream schemaText =
                ReportTest.class.getResourceAsStream("/io/github/flexyfleet/schema/report.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schemaText);
            assertThat(schema.validate(new JsonMapper().readTree(JsonReport.render(overdue))))
                    .isEmpty();
        }
        assertThat(ConsoleStatus.notes(List.of(), List.of(old), new HubSight.NotLooked("nobody asked")))
                .contains("Debts, which the next deploy pays:", "  d2 since 2026-11-01 (FLX3082)");
    }

    private static RolloutResult with(List<DeviceResult> devices, Optional<String> waits, Debts debts) {
        return new RolloutResult(
                "quickstart",
                START,
                START.plusSeconds(42),
                List.of("all"),
                devices,
                2,
                Optional.empty(),
                waits,
                debts,
                List.of(FIGURES));
    }

    @Test
    void progressTellsOfGatesAndWaiting() {
        DeviceId device = new DeviceId("pump-1");
        assertThat(ProgressLines.line(new RolloutEvent.GatesHeld(1, "canary", 2, Duration.ofMinutes(30))))
                .isEqualTo("wave 1 (canary): gates for 2 devices, within 30 min");
        assertThat(ProgressLines.line(new RolloutEvent.GateJudged(1, device, Verdict.FAIL, "it was so", true)))
                .isEqualTo("pump-1: gate failed (dry run): it was so");
        assertThat(ProgressLines.line(new RolloutEvent.Waiting("for the window of pump-1", Optional.of(START))))
                .isEqualTo("waiting: for the window of pump-1, until 2026-11-22T20:00:00Z at the latest");
    }

    @Test
    void debtsAloneAreNoFailureUnlessNobodyWasReached() {
        DeviceResult done = device("d1", Outcome.UNCHANGED, Evidence.none(), Optional.empty());
        DeviceResult debt = device("d2", Outcome.UNREACHABLE, Evidence.none(), Optional.empty());
        DeviceResult failed = device("d3", Outcome.REVERTED, Evidence.none(), Optional.empty());

        assertThat(result(List.of(done, debt)).settled()).isTrue();
        assertThat(result(List.of(done, debt)).done()).isFalse();
        assertThat(result(List.of(done, debt, failed)).settled()).isFalse();
        assertThat(result(List.of(debt, debt)).settled()).isFalse();
    }

    @Test
    void evidenceByTheDevicesOwnWordIsCalledSo() {
        Evidence word = new Evidence(Optional.empty(), 0, new TreeMap<>(), 3);
        RolloutResult result = result(List.of(device("d1", Outcome.CONFIRMED, word, Optional.empty())));

        assertThat(ConsoleReport.lines(result).get(1)).contains("3 acknowledged");
    }

    @Test
    void aTagsTextCannotSteerTheTerminal() {
        Evidence evidence =
                new Evidence(Optional.of(START), 1, new TreeMap<>(Map.of("Mode", "\u001b[2Jgone\u0007")), 1);
        RolloutResult result = result(List.of(device("d1", Outcome.CONFIRMED, evidence, Optional.empty())));

        assertThat(String.join("\n", ConsoleReport.lines(result)))
                .contains("Mode=?[2Jgone?")
                .doesNotContain("\u001b", "\u0007");
    }

    private static RolloutResult mixed() {
        Evidence seen = new Evidence(
                Optional.of(START.plusSeconds(20)),
                3,
                new TreeMap<>(Map.of("Flow", "3.25", "Level", "12.5", "Mode", "auto")),
                4);
        return result(List.of(
                device("Flexy205Self", Outcome.CONFIRMED, seen, Optional.empty()),
                device(
                        "far-away",
                        Outcome.UNREACHABLE,
                        Evidence.none(),
                        Optional.of(new DeviceProblem(
                                ProblemCode.OFFLINE,
                                "the device is offline in Talk2M",
                                "deploy again when it is back")))));
    }

    private static RolloutResult result(List<DeviceResult> devices) {
        return with(devices, Optional.empty(), Debts.NONE);
    }

    private static DeviceResult device(String id, Outcome outcome, Evidence evidence, Optional<DeviceProblem> problem) {
        return new DeviceResult(Targets.target(id), 1, outcome, evidence, 7, problem);
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = ReportTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
