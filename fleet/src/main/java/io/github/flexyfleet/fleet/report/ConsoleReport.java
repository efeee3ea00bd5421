package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Evidence;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A rollout's result for a console: a table of evidence, a row a device, then the problems and one line of sums. */
public final class ConsoleReport {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN_DIGITS = 12;
    private static final int SHOWN_VALUES = 2;
    private static final int REPEATED_PROBLEMS = 10;

    private ConsoleReport() {}

    /** All lines. */
    public static List<String> lines(RolloutResult result) {
        List<String> lines = new ArrayList<>(table(result));
        List<String> problems = problems(result);
        if (!problems.isEmpty()) {
            lines.add("");
            lines.addAll(problems);
        }
        List<String> debts = told(result, Outcome::debt);
        if (!debts.isEmpty()) {
            lines.add("");
            lines.add("Debts, which the next deploy pays:");
            debts.forEach(debt -> lines.add("  " + debt));
        }
        lines.addAll(old(result));
        result.stopped().ifPresent(reason -> lines.addAll(List.of("", "stopped: " + reason)));
        result.waits().ifPresent(reason -> lines.addAll(List.of("", "waits: " + reason)));
        lines.add("");
        result.accounts().forEach(account -> lines.add(CallLines.after(account)));
        lines.add(sums(result));
        return List.copyOf(lines);
    }

    /** Debts of earlier runs, with the day since when. */
    private static List<String> old(RolloutResult result) {
        List<String> lines = new ArrayList<>();
        result.debts().all().stream()
                .filter(debt -> debt.since().isBefore(result.started()))
                .forEach(debt -> lines.add("  " + debt.device() + " is a debt since " + DAY.format(debt.since())
                        + (result.debts().overdue().contains(debt) ? ", which is past the deadline" : "")));
        result.debts().unreadable().ifPresent(lines::add);
        return lines;
    }

    private static List<String> table(RolloutResult result) {
        TextTable table = new TextTable(
                "SITE",
                "DEVICE",
                "WAVE",
                "OUTCOME",
                "DIGEST",
                "CERTIFICATE",
                "EXPIRES",
                "FIRST MESSAGE (UTC)",
                "MESSAGES",
                "LAST VALUES");
        for (DeviceResult device : result.devices()) {
            Evidence evidence = device.evidence();
            table.row(
                    device.target().site(),
                    device.target().device().value(),
                    result.wave(device),
                    words(device.outcome()),
                    device.target().digest().hex().substring(0, SHOWN_DIGITS),
                    device.target()
                            .fingerprint()
                            .map(print -> print.hex().substring(0, SHOWN_DIGITS))
                            .orElse("shared key"),
                    device.target()
                            .certificate()
                            .map(certificate -> DAY.format(certificate.notAfter()))
                            .orElse("-"),
                    evidence.firstMessage().map(TIME::format).orElse("-"),
                    messages(evidence),
                    values(evidence));
        }
        return table.lines();
    }

    /** Messages seen at the hub; without a look at the hub, those that the device says the hub has read. */
    static String messages(Evidence evidence) {
        if (evidence.firstMessage().isPresent()) {
            return Integer.toString(evidence.messages());
        }
        return evidence.acknowledged() > 0 ? evidence.acknowledged() + " acknowledged" : "-";
    }

    static String values(Evidence evidence) {
        if (evidence.lastValues().isEmpty()) {
            return "-";
        }
        return evidence.lastValues().entrySet().stream()
                .limit(SHOWN_VALUES)
                .map(entry -> entry.getKey() + "=" + printable(entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** A tag's text comes from a device: it must not steer a terminal. */
    public static String printable(String value) {
        return printable(value, 24);
    }

    /** The same, so many characters long at most. */
    public static String printable(String value, int most) {
        String clean = value.codePoints()
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() <= most ? clean : clean.substring(0, most - 3) + "...";
    }

    /** The problems alone, a line a device; debts are none. */
    static List<String> problems(RolloutResult result) {
        return told(result, outcome -> !outcome.debt());
    }

    private static List<String> told(RolloutResult result, Predicate<Outcome> which) {
        return result.devices().stream()
                .filter(device -> device.problem().isPresent() && which.test(device.outcome()))
                .map(device -> device.target().device() + " " + device.problem().get())
                .toList();
    }

    static String sums(RolloutResult result) {
        if (result.nothingToDo()) {
            int devices = result.devices().size();
            return "Nothing to do: " + (devices == 1 ? "the device runs" : "all " + devices + " devices run")
                    + " the wanted digest; no device was written to. Talk2M calls: " + result.calls() + ".";
        }
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            long count = result.count(outcome);
            if (count > 0) {
                parts.add(count + " " + words(outcome));
            }
        }
        return String.join(", ", parts) + ". Talk2M calls: " + result.calls() + ". "
                + took(result.started(), result.finished());
    }

    private static String took(Instant started, Instant finished) {
        return "Took " + Duration.between(started, finished).toSeconds() + " s.";
    }

    static String words(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Why a run failed, with its first problems once more: Maven shows this last, and with {@code -q} nothing else. */
    public static String failure(RolloutResult result) {
        List<String> problems = told(result, any -> true);
        StringBuilder words = new StringBuilder("not all devices run the wanted configuration");
        result.stopped().ifPresent(reason -> words.append("; stopped: ").append(reason));
        int overdue = result.debts().overdue().size();
        if (overdue > 0) {
            words.append("; ")
                    .append(overdue)
                    .append(overdue == 1 ? " debt is" : " debts are")
                    .append(" past the deadline");
        }
        result.debts().unreadable().ifPresent(why -> words.append("; ").append(why));
        problems.stream()
                .limit(REPEATED_PROBLEMS)
                .forEach(problem -> words.append("\n  ").append(problem));
        if (problems.size() > REPEATED_PROBLEMS) {
            words.append("\n  and ").append(problems.size() - REPEATED_PROBLEMS).append(" more in the report");
        }
        return words.toString();
    }
}
