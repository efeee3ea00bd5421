package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Evidence;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ObjectNode;

/** A rollout's result for programs: {@code report.schema.json}. Times are UTC with seconds. */
public final class JsonReport {
    private JsonReport() {}

    /** The report as JSON text, ended by a line end. */
    public static String render(RolloutResult result) {
        ObjectNode report = Json.object();
        report.put("version", 1);
        report.put("fleet", result.fleet());
        report.put("result", result.nothingToDo() ? "nothing-to-do" : result.done() ? "done" : "incomplete");
        report.putObject("exit")
                .put("class", result.exitClass().word())
                .put("code", result.exitClass().code());
        report.put("started", result.started().truncatedTo(ChronoUnit.SECONDS).toString());
        report.put("finished", result.finished().truncatedTo(ChronoUnit.SECONDS).toString());
        result.stopped().ifPresent(reason -> report.put("stopped", reason));
        result.waits().ifPresent(reason -> report.put("waits", reason));
        ObjectNode calls = report.putObject("talk2mCalls");
        calls.put("account", result.accountCalls());
        calls.put("total", result.calls());
        var accounts = calls.putArray("accounts");
        result.accounts().forEach(account -> fill(accounts.addObject(), account));
        ObjectNode outcomes = report.putObject("outcomes");
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(ConsoleReport.words(outcome).replace(' ', '-'), result.count(outcome));
        }
        var waves = report.putArray("waves");
        result.waves().forEach(waves::add);
        var debts = report.putArray("debts");
        result.debts()
                .all()
                .forEach(debt -> debts.addObject()
                        .put("device", debt.device().value())
                        .put(
                                "since",
                                debt.since().truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("reason", debt.reason())
                        .put("overdue", result.debts().overdue().contains(debt)));
        var devices = report.putArray("devices");
        result.devices().forEach(device -> fill(devices.addObject(), device));
        return Json.text(report);
    }

    private static void fill(ObjectNode node, AccountFigures figures) {
        node.put("name", figures.name());
        node.put("calls", figures.calls());
        node.put("retries", figures.retries());
        node.put("sentBytes", figures.traffic().sentBytes());
        node.put("receivedBytes", figures.traffic().receivedBytes());
        node.put("connections", figures.traffic().connections());
        ObjectNode latency = node.putObject("latencyMillis");
        latency.put("median", figures.latency().median().toMillis());
        latency.put("p95", figures.latency().most().toMillis());
        latency.put("longest", figures.latency().longest().toMillis());
        figures.leftToday().ifPresent(left -> node.put("leftToday", left));
    }

    private static void fill(ObjectNode node, DeviceResult result) {
        node.put("device", result.target().device().value());
        node.put("site", result.target().site());
        node.put("talk2mName", result.target().talk2mName());
        node.put("wave", result.wave());
        node.put("outcome", ConsoleReport.words(result.outcome()).replace(' ', '-'));
        node.put("digest", result.target().digest().hex());
        result.target()
                .certificate()
                .ifPresent(certificate -> node.putObject("certificate")
                        .put("fingerprint", certificate.fingerprint().hex())
                        .put("notAfter", certificate.notAfter().toString()));
        Evidence evidence = result.evidence();
        ObjectNode shown = node.putObject("evidence");
        evidence.firstMessage().ifPresent(time -> shown.put("firstMessage", time.toString()));
        shown.put("messages", evidence.messages());
        shown.put("acknowledged", evidence.acknowledged());
        ObjectNode values = shown.putObject("lastValues");
        evidence.lastValues().forEach(values::put);
        node.put("talk2mCalls", result.calls());
        result.problem().ifPresent(problem -> {
            ObjectNode told = node.putObject("problem");
            told.put("code", problem.code().id());
            told.put("what", problem.what());
            told.put("mend", problem.mend());
        });
    }
}
