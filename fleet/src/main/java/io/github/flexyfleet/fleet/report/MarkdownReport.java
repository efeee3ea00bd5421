package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A rollout's result as Markdown, for the summary page of a build or a comment: waves, then every device that did not end
 * well. Devices that did are counted only, so that a large fleet stays readable.
 */
public final class MarkdownReport {
    /** Build servers take a summary of 1 MiB, comments 64 KiB: the rest is in the other reports. */
    private static final int SHOWN = 200;

    private MarkdownReport() {}

    /** The report as Markdown text, ended by a line end. */
    public static String render(RolloutResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("## Rollout of fleet " + cell(result.fleet()));
        lines.add("");
        lines.add(cell(ConsoleReport.sums(result)));
        result.stopped().ifPresent(reason -> lines.addAll(List.of("", "**Stopped:** " + cell(reason))));
        result.waits().ifPresent(reason -> lines.addAll(List.of("", "**Waits:** " + cell(reason))));
        lines.add("");
        lines.add("| wave | devices | outcome | Talk2M calls |");
        lines.add("|---|---:|---|---:|");
        IntStream.rangeClosed(1, result.waves().size()).forEach(wave -> lines.add(wave(result, wave)));
        List<DeviceResult> told = result.devices().stream()
                .filter(device -> !device.outcome().done())
                .toList();
        if (!told.isEmpty()) {
            lines.addAll(List.of(
                    "", "| site | device | outcome | code | what | how to mend it |", "|---|---|---|---|---|---|"));
            told.stream().limit(SHOWN).map(MarkdownReport::row).forEach(lines::add);
            if (told.size() > SHOWN) {
                lines.addAll(List.of("", "and " + (told.size() - SHOWN) + " more in report.json"));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String wave(RolloutResult result, int wave) {
        List<DeviceResult> devices = result.devices().stream()
                .filter(device -> device.wave() == wave)
                .toList();
        String outcomes = Arrays.stream(Outcome.values())
                .map(outcome -> counted(devices, outcome))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
        int calls = devices.stream().mapToInt(DeviceResult::calls).sum();
        return "| " + wave + " " + cell(result.waves().get(wave - 1)) + " | " + devices.size() + " | " + outcomes
                + " | " + calls + " |";
    }

    private static String counted(List<DeviceResult> devices, Outcome outcome) {
        long count =
                devices.stream().filter(device -> device.outcome() == outcome).count();
        return count == 0 ? "" : count + " " + ConsoleReport.words(outcome);
    }

    private static String row(DeviceResult device) {
        return "| " + cell(device.target().site()) + " | "
                + cell(device.target().device().value()) + " | "
                + ConsoleReport.words(device.outcome()) + " | "
                + device.problem().map(problem -> problem.code().id()).orElse("") + " | "
                + device.problem().map(problem -> cell(problem.what())).orElse("") + " | "
                + device.problem().map(problem -> cell(problem.mend())).orElse("") + " |";
    }

    /** Text of others in a cell: no character of it may end the cell or become markup. */
    static String cell(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (Character.isISOControl(point)) {
                safe.append(' ');
            } else {
                if ("\\`*_[]<>|#".indexOf(point) >= 0) {
                    safe.append('\\');
                }
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }
}
