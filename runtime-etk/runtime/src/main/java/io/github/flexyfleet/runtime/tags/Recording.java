package io.github.flexyfleet.runtime.tags;

import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.text.UtcTime;
import java.io.IOException;

/** Reads what the Flexy recorded into the payloads of the tag groups that want it. Worker thread only. */
final class Recording {
    // Columns where no header has the name (flexy-etk 5).
    private static final int ID = 0;
    private static final int TIME = 1;
    private static final int TIME_TEXT = 2;
    private static final int VALUE = 4;
    private static final int QUALITY = 5;

    /** The Flexy counts relative times from when it gets to the export; what is too much is left out. */
    private static final int AROUND = 2;

    /** INFERRED (flexy-etk 3): where no texts are recorded, their export may fail; that must not hold up the numbers. */
    private static final int MAX_FAILURES = 3;

    private final Clock clock;
    private final Gateway gateway;
    private final Telemetry telemetry;
    private int failures;

    Recording(Clock clock, Gateway gateway, Telemetry telemetry) {
        this.clock = clock;
        this.gateway = gateway;
        this.telemetry = telemetry;
    }

    /**
     * Reads what was recorded after a time and up to another, in seconds since 1970.
     *
     * @param max bytes that an export may have
     * @return bytes of the exports, or -1 when one has more
     */
    int read(long from, long to, int max) throws IOException {
        for (int i = 0; i < telemetry.pushes.length; i++) {
            telemetry.pushes[i].recorded = null;
        }
        int size = read("$dtHL", from, to, max);
        if (size < 0 || !hasTexts()) {
            return size;
        }
        try {
            int more = read("$dtHS", from, to, max);
            failures = 0;
            return more < 0 ? more : size + more;
        } catch (IOException e) {
            failures++;
            if (failures < MAX_FAILURES) {
                throw e;
            }
            return size;
        }
    }

    private int read(String type, long from, long to, int max) throws IOException {
        // Relative times are free of zones (flexy-etk 6).
        long utc = clock.now() / 1000;
        String times = "$ftT$st_s" + (utc - from + AROUND) + "$et_s" + Math.max(0, utc - to - AROUND);
        byte[] export = gateway.export(type + times, max);
        if (export == null) {
            return -1;
        }
        take(export, from, to);
        return export.length;
    }

    /** Whether texts can have been recorded of the tags. */
    private boolean hasTexts() {
        Tag[] tags = telemetry.readings.byId();
        for (int i = 0; i < tags.length; i++) {
            for (Tag.Sample sample = tags[i].first; sample != null; sample = sample.next) {
                if (tags[i].type == TypedFormat.STRING && sample.push.group.history) {
                    return true;
                }
            }
        }
        return false;
    }

    private void take(byte[] export, long from, long to) throws IOException {
        ExportTable table = new ExportTable(export);
        int id = table.column("TagId", ID);
        int number = table.column("TimeInt", TIME);
        int text = table.column("TimeStr", TIME_TEXT);
        int value = table.column("Value", VALUE);
        int quality = table.column("IQuality", QUALITY);
        while (table.next()) {
            Tag tag = table.isWhole(value) ? Tag.find(telemetry.readings.byId(), table.number(id)) : null;
            Tag.Sample first = tag == null ? null : tag.first;
            // Without UTCExport the number counts local seconds, of which an hour a year comes twice (flexy-etk 6).
            long at = first == null ? 0 : UtcTime.seconds(table.text(text));
            at = at == Long.MIN_VALUE ? table.number(number) : at;
            if (at <= from || at > to) {
                continue;
            }
            String time = UtcTime.rfc3339Millis(at * 1000);
            int bits = table.number(quality);
            for (Tag.Sample sample = first; sample != null; sample = sample.next) {
                if (sample.push.group.history) {
                    String word = Readings.QUALITIES[bits == 3 || bits == 0 ? bits : 1];
                    sample.push.record(sample.tag, table.text(value), word, time);
                }
            }
        }
    }
}
