package io.github.flexyfleet.fleet.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads both logs of a device, two calls, and merges them by time. */
public final class DeviceLogs {
    private static final int HOURS = 24;

    private static final Pattern RUNTIME_LINE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S+Z) (.*)");
    private static final Pattern CELL = Pattern.compile("\\G(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;]*))(?:;|$)");
    private static final Pattern SECONDS = Pattern.compile("\\d{9,10}");

    private DeviceLogs() {}

    /**
     * The last lines, oldest first; a line without a time stands after those of its log that have one.
     *
     * @param lines how many of each log at most, 1..200
     */
    public static List<LogLine> read(DeviceLink link, int lines) throws DeviceProblemException, InterruptedException {
        List<LogLine> all = new ArrayList<>();
        link.runtimeLog(lines).forEach(line -> all.add(ofRuntime(line)));
        List<LogLine> events = events(link.eventLog(HOURS));
        all.addAll(events.subList(Math.max(0, events.size() - lines), events.size()));
        all.sort(Comparator.comparing(line -> line.time().orElse(Instant.MAX)));
        return List.copyOf(all);
    }

    private static LogLine ofRuntime(String line) {
        Matcher matcher = RUNTIME_LINE.matcher(line);
        if (matcher.matches()) {
            try {
                Instant time = Instant.parse(matcher.group(1));
                return new LogLine(Optional.of(time), LogLine.Source.RUNTIME, matcher.group(2));
            } catch (DateTimeException e) {
                return new LogLine(Optional.empty(), LogLine.Source.RUNTIME, line);
            }
        }
        return new LogLine(Optional.empty(), LogLine.Source.RUNTIME, line);
    }

    /**
     * Rows of {@code $dtEV}. INFERRED, and decided here alone, since only its last field is known, the event's number
     * (flexy-etk 5): the first field is the time in seconds since 1970, as in other exports, and the longest of the rest
     * is what happened.
     */
    private static List<LogLine> events(String export) {
        List<LogLine> events = new ArrayList<>();
        for (String row : export.lines().skip(1).toList()) {
            List<String> cells = cells(row);
            if (row.isBlank()) {
                continue;
            }
            boolean timed = SECONDS.matcher(cells.get(0)).matches();
            String text = cells.stream()
                    .skip(timed ? 2 : 0)
                    .max(Comparator.comparingInt(String::length))
                    .orElse(row);
            Optional<Instant> time =
                    timed ? Optional.of(Instant.ofEpochSecond(Long.parseLong(cells.get(0)))) : Optional.empty();
            events.add(new LogLine(time, LogLine.Source.FLEXY, text));
        }
        return events;
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        Matcher matcher = CELL.matcher(row);
        while (matcher.find() && matcher.start() < row.length()) {
            String quoted = matcher.group(1);
            cells.add(quoted == null ? matcher.group(2) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return cells.isEmpty() ? List.of(row) : cells;
    }
}
