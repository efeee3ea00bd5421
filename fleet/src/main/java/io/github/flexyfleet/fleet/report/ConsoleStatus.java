package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.Debt;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The state of a fleet for a console: a row a device, then what could not be read. Times are UTC. */
public final class ConsoleStatus {
    private static final int SHOWN_DIGITS = 12;
    private static final int SHOWN_NAMES = 10;

    private ConsoleStatus() {}

    /** All lines, with debts of deploys before. */
    public static List<String> lines(List<DeviceState> states, List<Debt> debts, HubSight hub, Instant now) {
        List<String> lines = new ArrayList<>(table(states, hub, now));
        lines.addAll(notes(states, debts, hub));
        return List.copyOf(lines);
    }

    /**
     * A header and a row a device.
     *
     * @param hub what the hub shows of their messages
     * @param now against which the age of a message is told
     */
    public static List<String> table(List<DeviceState> states, HubSight hub, Instant now) {
        TextTable table = new TextTable(
                "SITE",
                "DEVICE",
                "WANTED",
                "RUNS",
                "COMPARED",
                "RUNTIME",
                "HUB",
                "LAST MESSAGE",
                "LAG",
                "MISSING",
                "SPOOL",
                "CERTIFICATE EXPIRES",
                "ERROR");
        for (DeviceState state : states) {
            table.row(
                    state.target().site(),
                    state.target().device().value(),
                    state.target().isWhole() ? state.target().digest().hex().substring(0, SHOWN_DIGITS) : "-",
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
                    cell(state, hub, seen -> age(Duration.between(seen.last(), now)) + " ago"),
                    cell(state, hub, seen -> seen.lag().map(ConsoleStatus::age).orElse("-")),
                    cell(state, hub, seen -> Long.toString(seen.missing())),
                    state.status()
                            .map(RuntimeStatus::queue)
                            .map(queue -> Long.toString(queue.waiting()))
                            .orElse("-"),
                    state.status()
                            .flatMap(status -> status.certificate().notAfter())
                            .map(end -> end.toString().substring(0, 10))
                            .orElse("-"),
                    state.status()
                            .map(RuntimeStatus::error)
                            .filter(error -> !error.isEmpty())
                            .map(ConsoleReport::printable)
                            .orElse("-"));
        }
        return table.lines();
    }

    /** What the table has no room for; a blank line before each kind. */
    public static List<String> notes(List<DeviceState> states, List<Debt> debts, HubSight hub) {
        List<String> lines = new ArrayList<>();
        add(
                lines,
                states.stream()
                        .filter(state -> state.problem().isPresent())
                        .map(state ->
                                state.target().device() + " " + state.problem().get())
                        .toList());
        add(lines, states.stream().flatMap(ConsoleStatus::hubReason).toList());
        add(lines, uncompared(states));
        if (hub instanceof HubSight.NotLooked not) {
            add(lines, List.of("not looked at the hub's messages: " + not.why()));
        } else if (hub instanceof HubSight.Looked looked) {
            add(lines, silent(states, looked));
        }
        if (!debts.isEmpty()) {
            List<String> owed = new ArrayList<>(List.of("Debts, which the next deploy pays:"));
            debts.forEach(debt -> owed.add("  " + debt.device() + " since "
                    + debt.since().toString().substring(0, 10)
                    + (debt.reason().isEmpty() ? "" : " (" + debt.reason() + ")")));
            add(lines, owed);
        }
        return List.copyOf(lines);
    }

    private static void add(List<String> lines, List<String> more) {
        if (!more.isEmpty()) {
            lines.add("");
            lines.addAll(more);
        }
    }

    /** What they shall run has a certificate or key in it that only the machine that deploys has. */
    private static List<String> uncompared(List<DeviceState> states) {
        List<String> names = states.stream()
                .map(DeviceState::target)
                .filter(target -> !target.isWhole())
                .map(target -> target.device().value())
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of("no certificate or key is known here, so what runs was not compared: " + shown(names)
                        + "; look from the machine that deploys, or with its state folder (flexy.stateFolder)");
    }

    private static List<String> silent(List<DeviceState> states, HubSight.Looked looked) {
        List<String> names = states.stream()
                .map(state -> state.target().device())
                .filter(device -> looked.of(device).isEmpty())
                .map(DeviceId::value)
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of("no message in the last " + age(looked.back()) + ": " + shown(names)
                        + "; flexy:doctor -Dflexy.device=" + names.get(0) + " tells why");
    }

    private static String shown(List<String> names) {
        return names.size() > SHOWN_NAMES
                ? String.join(", ", names.subList(0, SHOWN_NAMES)) + " and " + (names.size() - SHOWN_NAMES) + " more"
                : String.join(", ", names);
    }

    private static String cell(DeviceState state, HubSight hub, Function<HubSight.Seen, String> words) {
        return hub instanceof HubSight.NotLooked
                ? "not looked"
                : hub.of(state.target().device()).map(words).orElse("-");
    }

    /** A length of time in its largest unit; below zero, as clocks differ, it is none. */
    private static String age(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** Why a device does not reach its hub. */
    private static Stream<String> hubReason(DeviceState state) {
        return state.status().flatMap(status -> status.hub().reason()).stream()
                .map(reason -> state.target().device() + " hub " + reason);
    }
}
