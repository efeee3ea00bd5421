package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.watch.Sighting;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchOutput;
import io.github.flexyfleet.fleet.watch.WatchText;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;

/**
 * A table of the devices that is drawn anew in its place; what is out of order scrolls by above it. Needs a terminal that
 * knows the ANSI sequences "cursor up" and "erase below".
 */
final class WatchScreen implements WatchOutput {
    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;
    private final InstantSource clock;
    private final int width;
    private final int height;
    private int drawn;

    /**
     * An empty screen.
     *
     * @param width columns
     * @param height lines; of more devices than fit, the rest is counted
     */
    WatchScreen(PrintStream out, InstantSource clock, int width, int height) {
        this.out = out;
        this.clock = clock;
        this.width = width;
        this.height = height;
    }

    @Override
    public void message(Sighting sighting) {
        if (!sighting.order().words().isEmpty()) {
            erase();
            out.println(cut(WatchText.line(sighting)));
        }
    }

    @Override
    public void looked(WatchBoard board) {
        erase();
        List<String> lines = WatchText.table(board, clock.instant());
        int shown = Math.min(lines.size(), height - 2);
        lines.subList(0, shown).forEach(line -> out.println(cut(line)));
        if (shown < lines.size()) {
            out.println("and " + (lines.size() - shown) + " more; -Dflexy.site or -Dflexy.device shows fewer");
            shown++;
        }
        drawn = shown;
        out.flush();
    }

    @Override
    public void end(WatchBoard board) {
        looked(board);
        WatchText.summary(board).forEach(out::println);
        out.flush();
    }

    private String cut(String line) {
        return line.length() <= width ? line : line.substring(0, width);
    }

    private void erase() {
        if (drawn > 0) {
            out.print(ESCAPE + drawn + "A" + ESCAPE + "J");
            drawn = 0;
        }
    }
}
