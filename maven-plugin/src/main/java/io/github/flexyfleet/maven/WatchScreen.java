package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.watch.Sighting;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.fleet.watch.WatchOutput;
import io.github.flexyfleet.fleet.watch.WatchText;
import java.io.PrintStream;
import java.time.InstantSource;

/** A table of the devices that is drawn anew in its place; what is out of order scrolls by above it. */
final class WatchScreen implements WatchOutput {
    private final PrintStream out;
    private final InstantSource clock;
    private final LiveRegion region;

    /**
     * An empty screen.
     *
     * @param width columns
     * @param height lines; of more devices than fit, the rest is counted
     */
    WatchScreen(PrintStream out, InstantSource clock, int width, int height) {
        this.out = out;
        this.clock = clock;
        this.region = new LiveRegion(out, width, height);
    }

    @Override
    public void message(Sighting sighting) {
        if (!sighting.order().words().isEmpty()) {
            region.above(WatchText.line(sighting));
        }
    }

    @Override
    public void looked(WatchBoard board) {
        region.draw(WatchText.table(board, clock.instant()), "-Dflexy.site or -Dflexy.device shows fewer");
    }

    @Override
    public void end(WatchBoard board) {
        looked(board);
        region.leave();
        WatchText.summary(board).forEach(out::println);
        out.flush();
    }
}
