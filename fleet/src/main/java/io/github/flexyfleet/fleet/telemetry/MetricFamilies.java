package io.github.flexyfleet.fleet.telemetry;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gauges that are gathered and then written as one OpenMetrics text. */
final class MetricFamilies {
    private final Map<String, String> helps = new LinkedHashMap<>();
    private final Map<String, List<GaugeDataPointSnapshot>> points = new LinkedHashMap<>();

    /**
     * Adds a point.
     *
     * @param help what the gauge is, with its unit; the same for all points of a name
     * @param labels names and values in turn
     */
    void add(String name, String help, Number value, String... labels) {
        helps.putIfAbsent(name, help);
        points.computeIfAbsent(name, any -> new ArrayList<>())
                .add(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of(labels))
                        .value(value.doubleValue())
                        .build());
    }

    /** Adds a point that is 1 or 0. */
    void add(String name, String help, boolean value, String... labels) {
        add(name, help, value ? 1 : 0, labels);
    }

    /** The text, with its end mark. */
    String text() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        points.forEach((name, all) -> {
            GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(helps.get(name));
            all.forEach(gauge::dataPoint);
            snapshots.add(gauge.build());
        });
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            new OpenMetricsTextFormatWriter(false, false).write(text, new MetricSnapshots(snapshots));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
