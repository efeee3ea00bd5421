package io.github.flexyfleet.simulator.flexy.export;

import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import io.github.flexyfleet.simulator.vm.flash.Flash;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What exports read of the gateway. */
public interface ExportSource {
    /**
     * A tag with its present value.
     *
     * @param type type number
     * @param groups letters out of {@code ABCD}
     * @param value value as text without quotes
     * @param text whether the value is a text
     * @param quality OPC quality
     * @param logging how it is recorded
     */
    record TagRow(
            int id,
            String name,
            int type,
            String groups,
            String value,
            boolean text,
            int quality,
            FlexySpec.Logging logging) {}

    /** An event. */
    record EventRow(Instant time, String text, int id) {}

    /**
     * A recorded value; the text has no quotes.
     *
     * @param initial whether it is the first one after power on
     * @param quality 0 bad, 1 uncertain, 3 good
     */
    record Point(Instant time, String value, boolean initial, int quality) {}

    /** Recorded values of a tag, oldest first; older ones than the recording holds are gone. */
    List<Point> history(int tag, Instant from, Instant to);

    /** The gateway's clock. */
    Instant now();

    /** Whether recorded times are UTC, not local (flexy-etk 6). */
    boolean utcExport();

    /** The BASIC program. */
    String programText();

    /** The configuration as config.txt shows it. */
    String configurationText();

    /** The tag table in order. */
    List<TagRow> tags();

    /** The event log, oldest first. */
    List<EventRow> events();

    /** Evaluates a BASIC expression. */
    String evaluate(String expression) throws Refusal;

    /** Serial number. */
    String serial();

    /** Firmware version such as 14.9s0. */
    String firmware();

    /** Time zone of the gateway's clock. */
    ZoneId zone();

    /** The user partition. */
    Flash flash();
}
