package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.LogLine;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The logs of a device for a console: time in UTC, which log, text. */
public final class ConsoleLog {
    private ConsoleLog() {}

    /** All lines. */
    public static List<String> lines(List<LogLine> log) {
        return log.stream().map(ConsoleLog::line).toList();
    }

    private static String line(LogLine line) {
        String time = line.time()
                .map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("-");
        StringBuilder shown = new StringBuilder();
        // What a device says must not steer a terminal.
        line.text()
                .codePoints()
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .forEach(shown::appendCodePoint);
        return String.format("%-20s  %-7s  %s", time, line.source().word(), shown);
    }
}
