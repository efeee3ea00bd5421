package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The devices of a report's page, by site, each with its story. */
final class PageSites {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN_DIGITS = 12;

    /** Sites of a larger fleet are closed until somebody opens them, which keeps the page quick. */
    private static final int MOST_OPEN = 200;

    private final RolloutResult result;
    private final HtmlReport.Around around;
    private final PageChanges changes;

    PageSites(RolloutResult result, HtmlReport.Around around, PageChanges changes) {
        this.result = result;
        this.around = around;
        this.changes = changes;
    }

    record Part(String words, String tone, long count) {}

    record Site(
            int number, String name, int devices, String outcomes, List<Part> parts, boolean open, List<Row> rows) {}

    record Row(
            String device,
            String wave,
            String outcome,
            String tone,
            String digest,
            String expires,
            String first,
            String messages,
            String values,
            int calls,
            List<Story> story) {}

    record Story(List<Line> steps, List<Integer> change, List<String> gates, List<Told> problem, List<Line> log) {
        boolean hasLog() {
            return !log.isEmpty();
        }

        boolean hasSteps() {
            return !steps.isEmpty();
        }
    }

    record Line(String time, String words) {}

    record Told(String code, String what, String mend) {}

    List<Site> sites() {
        Map<String, List<DeviceResult>> bySite = result.devices().stream()
                .collect(Collectors.groupingBy(
                        device -> device.target().site(), LinkedHashMap::new, Collectors.toList()));
        int[] number = {0};
        Map<DeviceId, List<RolloutStory.Judged>> judged =
                around.story().judged().stream().collect(Collectors.groupingBy(RolloutStory.Judged::device));
        return bySite.entrySet().stream()
                .map(site -> {
                    number[0]++;
                    return site(number[0], site.getKey(), site.getValue(), judged);
                })
                .toList();
    }

    private Site site(
            int number, String name, List<DeviceResult> devices, Map<DeviceId, List<RolloutStory.Judged>> judged) {
        boolean open = result.devices().size() <= MOST_OPEN;
        return new Site(
                number,
                name,
                devices.size(),
                outcomes(devices),
                parts(devices),
                open,
                devices.stream()
                        .map(device ->
                                row(device, judged.getOrDefault(device.target().device(), List.of())))
                        .toList());
    }

    /** How many ended how, in words. */
    static String outcomes(List<DeviceResult> devices) {
        return counts(devices).entrySet().stream()
                .map(entry -> entry.getValue() + " " + ConsoleReport.words(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** The same as parts of a bar. */
    static List<Part> parts(List<DeviceResult> devices) {
        Map<Outcome, Long> counts = counts(devices);
        return Arrays.stream(Outcome.values())
                .filter(counts::containsKey)
                .map(outcome -> new Part(ConsoleReport.words(outcome), tone(outcome), counts.get(outcome)))
                .toList();
    }

    private static Map<Outcome, Long> counts(List<DeviceResult> devices) {
        return devices.stream()
                .collect(Collectors.groupingBy(
                        DeviceResult::outcome, () -> new EnumMap<>(Outcome.class), Collectors.counting()));
    }

    private Row row(DeviceResult device, List<RolloutStory.Judged> judged) {
        return new Row(
                device.target().device().value(),
                result.wave(device),
                ConsoleReport.words(device.outcome()),
                tone(device.outcome()),
                device.target().digest().hex().substring(0, SHOWN_DIGITS),
                device.target()
                        .certificate()
                        .map(certificate -> DAY.format(certificate.notAfter()))
                        .orElse("shared key"),
                device.evidence().firstMessage().map(TIME::format).orElse("-"),
                ConsoleReport.messages(device.evidence()),
                ConsoleReport.values(device.evidence()),
                device.calls(),
                story(device, judged).stream().toList());
    }

    /** A device that had nothing to do has no story. */
    private Optional<Story> story(DeviceResult device, List<RolloutStory.Judged> judged) {
        DeviceId id = device.target().device();
        List<RolloutStory.Step> steps = around.story().steps().getOrDefault(id, List.of());
        boolean told = device.outcome() != Outcome.UNCHANGED
                && (!steps.isEmpty() || device.problem().isPresent());
        return told
                ? Optional.of(new Story(
                        steps.stream()
                                .map(step -> new Line(CLOCK.format(step.time()), step.words()))
                                .toList(),
                        Optional.ofNullable(changes.ofDevice().get(id)).stream().toList(),
                        judged.stream().map(PageSites::words).toList(),
                        device
                                .problem()
                                .map(problem -> new Told(problem.code().id(), problem.what(), problem.mend()))
                                .stream()
                                .toList(),
                        around.logs().getOrDefault(id, List.of()).stream()
                                .map(PageSites::line)
                                .toList()))
                : Optional.empty();
    }

    private static String words(RolloutStory.Judged gate) {
        String verdict = switch (gate.verdict()) {
            case PASS -> "passed";
            case FAIL -> "failed";
            case INCONCLUSIVE -> "is inconclusive";
        };
        return CLOCK.format(gate.time()) + " gate " + verdict + (gate.dryRun() ? " (dry run)" : "") + ": "
                + gate.words();
    }

    private static Line line(LogLine line) {
        Optional<Instant> time = line.time();
        return new Line(time.map(TIME::format).orElse("-"), line.source().word() + " " + line.text());
    }

    static String tone(Outcome outcome) {
        return switch (outcome) {
            case UNCHANGED, CONFIRMED -> "good";
            case UNREACHABLE, DEFERRED, NOT_STARTED -> "wait";
            case REVERTED, FAILED, REJECTED -> "bad";
        };
    }
}
