package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.ProgressLines;
import io.github.flexyfleet.fleet.report.RolloutMeter;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.time.InstantSource;
import org.apache.maven.plugin.logging.Log;

/** Progress as plain log lines, for CI; with many devices, a line now and then tells how it goes. Thread-safe. */
final class PlainProgress implements Progress {
    private final Log log;
    private final RolloutMeter meter;

    PlainProgress(Log log, InstantSource clock) {
        this.log = log;
        this.meter = new RolloutMeter(clock);
    }

    @Override
    public synchronized void accept(RolloutEvent event) {
        meter.accept(event);
        if (event instanceof RolloutEvent.Stopped) {
            log.error(ProgressLines.line(event));
        } else {
            log.info(ProgressLines.line(event));
        }
        if (meter.isDue()) {
            log.info(meter.line());
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
