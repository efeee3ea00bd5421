package io.github.flexyfleet.fleet.watch;

import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.report.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Words for what is seen. Times are UTC. */
public final class WatchText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN_DIGITS = 12;

    private WatchText() {}

    /** A message in one line. */
    public static String line(Sighting sighting) {
        var message = sighting.message();
        StringBuilder line = new StringBuilder(TIME.format(message.enqueued()))
                .append("  ")
                .append(message.device())
                .append("  ")
                .append(ConsoleReport.printable(sighting.kind()));
        message.group().ifPresent(group -> line.append(' ').append(ConsoleReport.printable(group)));
        if (message.boot().isPresent() && message.sequence().isPresent()) {
            line.append("  #")
                    .append(message.boot().getAsLong())
                    .append('/')
                    .append(message.sequence().getAsLong());
        }
        line.append("  lag ").append(seconds(sighting.lag()));
        line.append("  cfg ").append(shortened(message.configuration().orElse("-")));
        line.append("  fp ").append(shortened(message.fingerprint().orElse("-")));
        if (!sighting.order().words().isEmpty()) {
            line.append("  ! ").append(sighting.order().words());
        }
        if (!sighting.values().isEmpty()) {
            line.append("  ").append(values(sighting.values()));
        }
        return line.toString();
    }

    /** All devices as they are now. */
    public static List<String> table(WatchBoard board, Instant now) {
        TextTable table = new TextTable(
                "SITE", "DEVICE", "LAST", "AGO", "LAG", "MESSAGES", "MISSING", "TWICE", "CFG", "FP", "VALUES");
        for (WatchBoard.Row row : board.rows()) {
            table.row(
                    row.site(),
                    row.device().value(),
                    row.last()
                            .map(last -> TIME.format(last.message().enqueued()))
                            .orElse("-"),
                    row.last()
                            .map(last -> seconds(Duration.between(last.message().enqueued(), now)))
                            .orElse("-"),
                    row.last().map(last -> seconds(last.lag())).orElse("-"),
                    Integer.toString(row.messages()),
                    Long.toString(row.missing()),
                    Long.toString(row.duplicates()),
                    row.last()
                            .flatMap(last -> last.message().configuration())
                            .map(WatchText::shortened)
                            .orElse("-"),
                    row.last()
                            .flatMap(last -> last.message().fingerprint())
                            .map(WatchText::shortened)
                            .orElse("-"),
                    row.values().isEmpty() ? "-" : values(new TreeMap<>(row.values())));
        }
        return table.lines();
    }

    /** What was seen, when it is over. */
    public static List<String> summary(WatchBoard board) {
        List<String> lines = new ArrayList<>();
        List<WatchBoard.Row> rows = board.rows();
        long messages = rows.stream().mapToLong(WatchBoard.Row::messages).sum();
        long missing = rows.stream().mapToLong(WatchBoard.Row::missing).sum();
        long duplicates = rows.stream().mapToLong(WatchBoard.Row::duplicates).sum();
        lines.add(messages + " messages of "
                + rows.stream().filter(row -> row.messages() > 0).count() + " of " + rows.size() + " devices; "
                + missing + " missing, " + duplicates + " came twice");
        List<String> silent = rows.stream()
                .filter(row -> row.messages() == 0)
                .map(row -> row.device().value())
                .toList();
        if (!silent.isEmpty()) {
            lines.add("nothing came from " + String.join(", ", silent) + "; flexy:doctor -Dflexy.device="
                    + silent.get(0) + " tells why");
        }
        return lines;
    }

    private static String values(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> ConsoleReport.printable(entry.getKey() + "=" + entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(SHOWN_DIGITS, text.length()));
    }

    private static String seconds(Duration time) {
        Duration shown = time.isNegative() ? Duration.ZERO : time;
        return shown.compareTo(Duration.ofMinutes(2)) < 0
                ? String.format(Locale.ROOT, "%.1fs", shown.toMillis() / 1000.0)
                : shown.toMinutes() + "m";
    }
}
