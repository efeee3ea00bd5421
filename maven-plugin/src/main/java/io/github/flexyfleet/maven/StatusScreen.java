package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.ConsoleStatus;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The whole state in its place on a terminal. */
final class StatusScreen implements StatusDisplay {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final LiveRegion region;

    /**
     * An empty screen.
     *
     * @param width columns
     * @param height lines
     */
    StatusScreen(PrintStream out, int width, int height) {
        this.out = out;
        this.region = new LiveRegion(out, width, height);
    }

    @Override
    public void show(FleetStatus status) {
        region.draw(lines(status), "a higher window shows more");
    }

    @Override
    public void end(FleetStatus status) {
        region.draw(List.of(), "");
        lines(status).forEach(out::println);
        region.leave();
        out.flush();
    }

    private static List<String> lines(FleetStatus status) {
        List<String> lines =
                new ArrayList<>(List.of("fleet " + status.fleet() + ", messages as of " + TIME.format(status.now())
                        + " UTC, devices asked at " + TIME.format(status.asked())
                        + status.trouble().map(why -> "; not again: " + why).orElse("")));
        lines.addAll(ConsoleStatus.lines(status.states(), status.debts(), status.hub(), status.now()));
        return lines;
    }
}
