package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.budget.Budget;
import io.github.flexyfleet.fleet.budget.BudgetAssumptions;
import io.github.flexyfleet.fleet.budget.BudgetCalculator;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.report.Chronicle;
import io.github.flexyfleet.fleet.report.HtmlReport;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Gathers what a report tells besides the result: what was planned, what happened when, and what devices logged. */
final class RolloutReport {
    /** More logs would cost calls and tell the same. */
    private static final int LOGS = 3;

    private static final int LOG_LINES = 30;

    private final Fleet fleet;
    private final Plan plan;
    private final List<Finding> findings;
    private final Chronicle chronicle = new Chronicle(InstantSource.system());

    /** Of a rollout that is about to begin. */
    RolloutReport(Fleet fleet, Plan plan, List<Finding> findings) {
        this.fleet = fleet;
        this.plan = plan;
        this.findings = findings;
    }

    /** Listens before others. */
    Consumer<RolloutEvent> hearing(Consumer<RolloutEvent> others) {
        return chronicle.andThen(others);
    }

    /** What is known now; devices that went wrong are asked for their logs, the first ones. */
    HtmlReport.Around around(FleetEngine engine, RolloutResult result) throws IOException, InterruptedException {
        Budget budget = BudgetCalculator.of(
                fleet, BudgetAssumptions.defaults(), BundledRuntime.load().jar().length);
        List<DeviceTarget> wrong = result.devices().stream()
                .filter(RolloutReport::hasLogged)
                .map(DeviceResult::target)
                .limit(LOGS)
                .toList();
        Map<DeviceId, List<LogLine>> logs = wrong.isEmpty() ? Map.of() : engine.logs(wrong, LOG_LINES);
        return new HtmlReport.Around(Optional.of(plan), chronicle.story(), Optional.of(budget), findings, logs);
    }

    private static boolean hasLogged(DeviceResult device) {
        return switch (device.outcome()) {
            case REVERTED, FAILED -> true;
            case UNCHANGED, CONFIRMED, UNREACHABLE, DEFERRED, REJECTED, NOT_STARTED -> false;
        };
    }
}
