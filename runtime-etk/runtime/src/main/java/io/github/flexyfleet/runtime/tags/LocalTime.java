package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.text.UtcTime;
import io.github.flexyfleet.runtime.text.Utf8;
import java.io.IOException;

/**
 * The Flexy's local time. Its Java has no time zone (flexy-etk 6), so the offset is measured by asking BASIC for the
 * time; UTC serves until that works. Worker thread only.
 */
final class LocalTime {
    /** The answer is local time such as {@code 22/11/2026 20:00:00}. */
    static final String EXPORT = "$dtSE$ftT$se\"Time$\"";

    private static final long REFRESH_MS = 60000;
    private static final long QUARTER_MS = 15 * 60000L;

    private final Gateway gateway;
    private final EventLog log;
    private boolean measured;
    private long measuredAt;
    private long quarter;
    private long offset;

    LocalTime(Gateway gateway, EventLog log) {
        this.gateway = gateway;
        this.log = log;
    }

    /**
     * Local time as if it were UTC. Measures the offset again when the last measure is a minute old, and in each new
     * quarter of an hour, since that is where daylight saving begins and ends.
     */
    long at(long utcMs, long runningMs) {
        long nowQuarter = utcMs / QUARTER_MS;
        if (!measured || runningMs - measuredAt >= REFRESH_MS || nowQuarter != quarter) {
            measured = true;
            measuredAt = runningMs;
            quarter = nowQuarter;
            measure(utcMs);
        }
        return utcMs + offset;
    }

    private void measure(long utcMs) {
        try {
            long local = UtcTime.findFlexyTime(Utf8.latin1(gateway.export(EXPORT)));
            if (local == Long.MIN_VALUE) {
                log.problem("local-time", "the Flexy's answer holds no time");
                return;
            }
            // The two clocks are one clock read at two moments; zones differ by whole quarters of an hour.
            long difference = local - utcMs + QUARTER_MS / 2;
            long quarters = difference / QUARTER_MS - (difference % QUARTER_MS < 0 ? 1 : 0);
            offset = quarters * QUARTER_MS;
            log.solved("local-time");
        } catch (IOException e) {
            log.problem("local-time", "the Flexy's time cannot be read: " + e.getMessage());
        }
    }
}
