package io.github.flexyfleet.fleet.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.Outcome;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A rollout's result as one HTML page without scripts, that loads nothing from anywhere. */
public final class HtmlReport {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN_DIGITS = 12;

    private static final Template PAGE = template();

    private HtmlReport() {}

    /** What the template shows. */
    private record Page(
            String fleet,
            String result,
            String tone,
            String sums,
            String started,
            String finished,
            List<String> stopped,
            List<String> waits,
            List<Part> parts,
            List<WaveRow> waves,
            boolean anyProblem,
            List<ProblemRow> problems,
            List<SiteRows> sites,
            List<String> accounts) {}

    private record Part(String words, String tone, long count) {}

    private record WaveRow(String name, int devices, String outcomes, int calls) {}

    private record ProblemRow(String device, String outcome, String tone, String code, String what, String mend) {}

    private record SiteRows(String name, List<DeviceRow> devices) {}

    private record DeviceRow(
            String device,
            String wave,
            String outcome,
            String tone,
            String digest,
            String expires,
            String first,
            String messages,
            String values,
            int calls) {}

    /** The page, ended by a line end. */
    public static String render(RolloutResult result) {
        return PAGE.execute(page(result));
    }

    private static Page page(RolloutResult result) {
        List<ProblemRow> problems = result.devices().stream()
                .flatMap(device -> device.problem().map(problem -> row(device, problem)).stream())
                .toList();
        return new Page(
                result.fleet(),
                result.nothingToDo() ? "nothing to do" : result.done() ? "done" : "incomplete",
                result.done() ? "good" : result.settled() ? "wait" : "bad",
                ConsoleReport.sums(result),
                TIME.format(result.started()),
                TIME.format(result.finished()),
                result.stopped().stream().toList(),
                result.waits().stream().toList(),
                parts(result),
                IntStream.rangeClosed(1, result.waves().size())
                        .mapToObj(wave -> wave(result, wave))
                        .toList(),
                !problems.isEmpty(),
                problems,
                sites(result),
                result.accounts().stream().map(CallLines::after).toList());
    }

    private static List<Part> parts(RolloutResult result) {
        return Arrays.stream(Outcome.values())
                .map(outcome -> new Part(ConsoleReport.words(outcome), tone(outcome), result.count(outcome)))
                .filter(part -> part.count() > 0)
                .toList();
    }

    private static WaveRow wave(RolloutResult result, int wave) {
        List<DeviceResult> devices = result.devices().stream()
                .filter(device -> device.wave() == wave)
                .toList();
        String outcomes = devices.stream()
                .collect(Collectors.groupingBy(
                        DeviceResult::outcome, () -> new EnumMap<>(Outcome.class), Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + ConsoleReport.words(entry.getKey()))
                .collect(Collectors.joining(", "));
        return new WaveRow(
                wave + " " + result.waves().get(wave - 1),
                devices.size(),
                outcomes,
                devices.stream().mapToInt(DeviceResult::calls).sum());
    }

    private static ProblemRow row(DeviceResult device, DeviceResult.Problem problem) {
        return new ProblemRow(
                device.target().device().value(),
                ConsoleReport.words(device.outcome()),
                tone(device.outcome()),
                problem.code().id(),
                problem.what(),
                problem.mend());
    }

    private static List<SiteRows> sites(RolloutResult result) {
        Map<String, List<DeviceRow>> bySite = result.devices().stream()
                .collect(Collectors.groupingBy(
                        device -> device.target().site(),
                        LinkedHashMap::new,
                        Collectors.mapping(device -> row(result, device), Collectors.toList())));
        return bySite.entrySet().stream()
                .map(site -> new SiteRows(site.getKey(), site.getValue()))
                .toList();
    }

    private static DeviceRow row(RolloutResult result, DeviceResult device) {
        return new DeviceRow(
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
                device.calls());
    }

    private static String tone(Outcome outcome) {
        return switch (outcome) {
            case UNCHANGED, CONFIRMED -> "good";
            case UNREACHABLE, DEFERRED, NOT_STARTED -> "wait";
            case REVERTED, FAILED, REJECTED -> "bad";
        };
    }

    private static Template template() {
        try (InputStream text = HtmlReport.class.getResourceAsStream("report.mustache");
                InputStreamReader reader = new InputStreamReader(text, StandardCharsets.UTF_8)) {
            return Mustache.compiler().escapeHTML(true).compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
