package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The state of a fleet for a console: a row a device, then what could not be read. */
public final class ConsoleStatus {
    private static final int SHOWN_DIGITS = 12;

    private ConsoleStatus() {}

    /** All lines, with debts of deploys before. */
    public static List<String> lines(List<DeviceState> states, List<Debt> debts) {
        List<String> lines = new ArrayList<>(lines(states));
        if (!debts.isEmpty()) {
            lines.add("");
            lines.add("Debts, which the next deploy pays:");
            debts.forEach(debt -> lines.add("  " + debt.device() + " since "
                    + debt.since().toString().substring(0, 10)
                    + (debt.reason().isEmpty() ? "" : " (" + debt.reason() + ")")));
        }
        return List.copyOf(lines);
    }

    /** All lines. */
    public static List<String> lines(List<DeviceState> states) {
        TextTable table = new TextTable(
                "SITE",
                "DEVICE",
                "WANTED",
                "RUNS",
                "COMPARED",
                "RUNTIME",
                "HUB",
                "CERTIFICATE EXPIRES",
                "SPOOL",
                "ERROR");
        for (DeviceState state : states) {
            table.row(
                    state.target().site(),
                    state.target().device().value(),
                    state.target().digest().hex().substring(0, SHOWN_DIGITS),
                    state.status()
                            .flatMap(status -> status.bundles().running())
                            .map(digest -> digest.substring(0, SHOWN_DIGITS))
                            .orElse("-"),
                    state.comparison().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    state.status()
                            .map(status ->
                                    ConsoleReport.printable(status.program().version())
                                            + (status.program().trialEnds().isPresent() ? " (on trial)" : ""))
                            .orElse("-"),
                    state.status().map(status -> status.hub().state().wire()).orElse("-"),
                    state.status()
                            .flatMap(status -> status.certificate().notAfter())
                            .map(end -> end.toString().substring(0, 10))
                            .orElse("-"),
                    state.status()
                            .map(RuntimeStatus::queue)
                            .map(queue -> Long.toString(queue.waiting()))
                            .orElse("-"),
                    state.status()
                            .map(RuntimeStatus::error)
                            .filter(error -> !error.isEmpty())
                            .map(ConsoleReport::printable)
                            .orElse("-"));
        }
        List<String> lines = new ArrayList<>(table.lines());
        List<String> problems = states.stream()
                .filter(state -> state.problem().isPresent())
                .map(state -> state.target().device() + " " + state.problem().get())
                .toList();
        if (!problems.isEmpty()) {
            lines.add("");
            lines.addAll(problems);
        }
        List<String> reasons = states.stream().flatMap(ConsoleStatus::hubReason).toList();
        if (!reasons.isEmpty()) {
            lines.add("");
            lines.addAll(reasons);
        }
        return List.copyOf(lines);
    }

    /** Why a device does not reach its hub. */
    private static Stream<String> hubReason(DeviceState state) {
        return state.status().flatMap(status -> status.hub().reason()).stream()
                .map(reason -> state.target().device() + " hub " + reason);
    }
}
