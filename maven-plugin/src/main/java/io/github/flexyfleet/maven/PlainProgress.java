package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.report.ProgressLines;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import org.apache.maven.plugin.logging.Log;

/** Progress as plain log lines, for CI. */
record PlainProgress(Log log) implements Progress {
    @Override
    public void accept(RolloutEvent event) {
        if (event instanceof RolloutEvent.Stopped) {
            log.error(ProgressLines.line(event));
        } else {
            log.info(ProgressLines.line(event));
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
