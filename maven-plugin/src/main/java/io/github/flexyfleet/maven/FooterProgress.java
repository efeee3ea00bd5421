package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.ProgressLines;
import io.github.flexyfleet.fleet.report.RolloutMeter;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.Stage;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Progress on a terminal: finished devices scroll by, a footer shows what is under way. Needs a terminal that knows the
 * ANSI sequences "cursor up" and "erase below". Thread-safe.
 */
final class FooterProgress implements Progress {
    private static final int WIDTH = 78;
    private static final int BAR = 30;
    private static final int SHOWN_DEVICES = 8;
    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;
    private final Map<DeviceId, Stage> underWay = new LinkedHashMap<>();
    private final RolloutMeter meter;
    private int drawn;

    FooterProgress(PrintStream out, InstantSource clock) {
        this.out = out;
        this.meter = new RolloutMeter(clock);
    }

    @Override
    public synchronized void accept(RolloutEvent event) {
        erase();
        meter.accept(event);
        if (event instanceof RolloutEvent.StageReached reached) {
            underWay.put(reached.device(), reached.stage());
        } else if (event instanceof RolloutEvent.DeviceFinished done) {
            underWay.remove(done.result().target().device());
            out.println(ProgressLines.line(event));
        } else {
            out.println(ProgressLines.line(event));
        }
        draw();
    }

    @Override
    public synchronized void close() {
        erase();
        out.flush();
    }

    private void draw() {
        List<String> lines = new ArrayList<>();
        int filled = meter.filled(BAR);
        lines.add("[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]");
        lines.add(meter.line());
        underWay.entrySet().stream()
                .limit(SHOWN_DEVICES)
                .forEach(entry -> lines.add(
                        "  " + entry.getKey() + ": " + entry.getValue().words()));
        if (underWay.size() > SHOWN_DEVICES) {
            lines.add("  and " + (underWay.size() - SHOWN_DEVICES) + " more");
        }
        for (String line : lines) {
            out.println(line.length() <= WIDTH ? line : line.substring(0, WIDTH));
        }
        drawn = lines.size();
        out.flush();
    }

    private void erase() {
        if (drawn > 0) {
            out.print(ESCAPE + drawn + "A" + ESCAPE + "J");
            drawn = 0;
        }
    }
}
