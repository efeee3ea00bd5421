package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.report.RolloutStory.Doing;
import io.github.flexyfleet.fleet.report.RolloutStory.Phase;
import io.github.flexyfleet.fleet.report.RolloutStory.Step;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.rollout.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When each wave was at work, soaked, stood before its gates or waited, and how many devices had ended when.
 *
 * @param from when the axis begins
 * @param to when it ends
 * @param rows one a wave that did something
 * @param curve of the devices that have ended: points of an SVG polyline, 1000 wide and 100 high; empty without any
 * @param halts where something halted the rollout
 * @param legend what the bars mean, as far as they occur
 */
record PageTimeline(String from, String to, List<Row> rows, List<String> curve, List<Halt> halts, List<Legend> legend) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A curve of more points is drawn no finer. */
    private static final int MOST_POINTS = 200;

    /** Of what gates said, that much is shown a wave; all of it stands at the devices. */
    private static final int SHOWN_VERDICTS = 3;

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 100;

    record Row(String name, String times, List<Bar> bars, List<String> gates) {}

    record Bar(String kind, String left, String width, String words) {}

    record Halt(String left, String time, String words) {}

    record Legend(String kind, String words) {}

    static PageTimeline of(RolloutResult result, RolloutStory story) {
        Axis axis = new Axis(result.started(), result.finished());
        List<Row> rows = IntStream.rangeClosed(1, result.waves().size())
                .mapToObj(wave -> row(result, story, axis, wave))
                .filter(row -> !row.bars().isEmpty())
                .toList();
        return new PageTimeline(
                TIME.format(result.started()),
                TIME.format(result.finished()),
                rows,
                curve(result, story, axis),
                story.halts().stream()
                        .map(halt -> new Halt(axis.percent(halt.time()), TIME.format(halt.time()), halt.words()))
                        .toList(),
                story.phases().stream()
                        .map(Phase::doing)
                        .distinct()
                        .sorted()
                        .map(doing -> new Legend(kind(doing), doing.words()))
                        .toList());
    }

    private static Row row(RolloutResult result, RolloutStory story, Axis axis, int wave) {
        List<Phase> phases =
                story.phases().stream().filter(phase -> phase.wave() == wave).toList();
        List<Bar> bars = phases.stream()
                .map(phase -> new Bar(
                        kind(phase.doing()),
                        axis.percent(phase.began()),
                        axis.share(phase.began(), phase.ended()),
                        phase.doing().words() + ", " + PlanWords.time(Duration.between(phase.began(), phase.ended()))))
                .toList();
        String times = phases.isEmpty()
                ? ""
                : TIME.format(phases.get(0).began()) + " to "
                        + TIME.format(phases.get(phases.size() - 1).ended());
        return new Row(wave + " " + result.waves().get(wave - 1), times, bars, gates(story, wave));
    }

    private static List<String> gates(RolloutStory story, int wave) {
        List<RolloutStory.Judged> judged =
                story.judged().stream().filter(gate -> gate.wave() == wave).toList();
        List<String> lines = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            List<RolloutStory.Judged> alike =
                    judged.stream().filter(gate -> gate.verdict() == verdict).toList();
            if (!alike.isEmpty()) {
                lines.add(alike.size() + " "
                        + switch (verdict) {
                            case PASS -> "passed";
                            case FAIL -> "failed";
                            case INCONCLUSIVE -> "inconclusive";
                        }
                        + ": "
                        + alike.stream()
                                .limit(SHOWN_VERDICTS)
                                .map(gate -> gate.device() + (gate.dryRun() ? " (dry run) " : " ") + gate.words())
                                .collect(Collectors.joining("; "))
                        + (alike.size() > SHOWN_VERDICTS ? "; and others" : ""));
            }
        }
        return lines;
    }

    /** A device has ended with its last step. */
    private static List<String> curve(RolloutResult result, RolloutStory story, Axis axis) {
        List<Instant> ends = result.devices().stream()
                .filter(device -> device.outcome() != Outcome.NOT_STARTED)
                .map(device -> story.steps().getOrDefault(device.target().device(), List.of()))
                .filter(steps -> !steps.isEmpty())
                .map(steps -> steps.get(steps.size() - 1))
                .map(Step::time)
                .sorted()
                .toList();
        if (ends.isEmpty()) {
            return List.of();
        }
        StringBuilder points = new StringBuilder("0,100");
        int stride = Math.max(1, ends.size() / MOST_POINTS);
        for (int at = 0; at < ends.size(); at++) {
            if ((at + 1) % stride == 0 || at == ends.size() - 1) {
                double high = HEIGHT - HEIGHT * (at + 1) / result.devices().size();
                points.append(String.format(Locale.ROOT, " %.1f,%.1f", axis.of(ends.get(at)) * WIDTH, high));
            }
        }
        return List.of(points.toString());
    }

    private static String kind(Doing doing) {
        return doing.name().toLowerCase(Locale.ROOT);
    }

    /** From a rollout's begin to its end. */
    private record Axis(Instant from, Instant to) {
        /** 0 to 1. */
        double of(Instant time) {
            long all = Math.max(1, Duration.between(from, to).toMillis());
            return Math.min(1, Math.max(0, Duration.between(from, time).toMillis() / (double) all));
        }

        String percent(Instant time) {
            return String.format(Locale.ROOT, "%.2f%%", 100 * of(time));
        }

        String share(Instant begin, Instant end) {
            return String.format(Locale.ROOT, "%.2f%%", 100 * (of(end) - of(begin)));
        }
    }
}
