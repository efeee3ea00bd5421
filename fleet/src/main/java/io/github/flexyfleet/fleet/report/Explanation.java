package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.ExplainedValue;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.LayerValue;
import io.github.flexyfleet.fleet.model.Wave;
import io.github.flexyfleet.fleet.source.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A device's configuration for people: a line a setting, with the place that it comes from and what it lies over: weaker
 * layers that it overrides or, with the append form, extends.
 *
 * @param lines the table; empty when there is a finding
 * @param findings why there is no table: an unknown device or path
 */
public record Explanation(List<String> lines, List<Finding> findings) {
    /** Takes copies. */
    public Explanation {
        lines = List.copyOf(lines);
        findings = List.copyOf(findings);
    }

    /**
     * Explains a device.
     *
     * @param id its device id, in the right case
     * @param path a setting, or the beginning of some settings' paths; empty for all
     */
    public static Explanation of(Fleet fleet, String id, Optional<String> path) {
        Optional<Device> device = fleet.devices().stream()
                .filter(candidate -> candidate.id().value().equals(id))
                .findFirst();
        if (device.isEmpty()) {
            return failed(unknownDevice(fleet, id));
        }
        List<ExplainedValue> all = new ArrayList<>(fleet.origins().of(device.get()));
        fleet.rollout().waveOf(device.get().id()).ifPresent(wave -> all.add(wave(fleet, wave)));
        List<ExplainedValue> wanted = path.isEmpty()
                ? all
                : all.stream()
                        .filter(value -> isBelow(value.path(), path.get()))
                        .toList();
        return wanted.isEmpty()
                ? failed(unknownPath(device.get(), all, path.orElse("")))
                : new Explanation(table(wanted), List.of());
    }

    /** The wave in which a rollout comes to the device. */
    private static ExplainedValue wave(Fleet fleet, Wave wave) {
        Optional<Span> place = fleet.origins().placeOfWave(wave.name());
        return new ExplainedValue(
                "wave",
                new LayerValue(wave.name(), place.isPresent() ? "rollout" : LayerValue.BUILT_IN, place),
                List.of());
    }

    private static Explanation failed(Finding finding) {
        return new Explanation(List.of(), List.of(finding));
    }

    private static boolean isBelow(String path, String beginning) {
        return path.equals(beginning) || path.startsWith(beginning + ".");
    }

    private static Finding unknownDevice(Fleet fleet, String id) {
        Optional<Device> meant = DidYouMean.suggest(
                        id,
                        fleet.devices().stream()
                                .map(device -> device.id().value())
                                .toList())
                .flatMap(near -> fleet.devices().stream()
                        .filter(device -> device.id().value().equals(near))
                        .findFirst());
        return new Finding(
                FindingCode.UNKNOWN_DEVICE,
                fleet.origins().listOfDevices(),
                "no device has the id " + Text.quote(id),
                meant.map(device -> "did you mean " + Text.quote(device.id().value()) + "?")
                        .orElse(FindingCode.UNKNOWN_DEVICE.mend()),
                meant.map(Device::span).stream().toList());
    }

    private static Finding unknownPath(Device device, List<ExplainedValue> all, String path) {
        TreeSet<String> known = new TreeSet<>();
        for (ExplainedValue value : all) {
            for (int end = value.path().length(); end > 0; end = value.path().lastIndexOf('.', end - 1)) {
                known.add(value.path().substring(0, end));
            }
        }
        return new Finding(
                FindingCode.UNKNOWN_PATH,
                device.span(),
                "device " + Text.quote(device.id().value()) + " has no setting at " + Text.quote(path),
                DidYouMean.suggest(path, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse(FindingCode.UNKNOWN_PATH.mend()),
                List.of());
    }

    private static List<String> table(List<ExplainedValue> values) {
        TextTable table = new TextTable("SETTING", "VALUE", "LAYER", "PLACE", "LIES OVER");
        for (ExplainedValue value : values) {
            table.row(
                    value.path(),
                    Text.oneLine(value.value().text()),
                    value.value().layer(),
                    value.value().span().map(Span::toString).orElse("-"),
                    value.overridden().stream().map(Explanation::overridden).collect(Collectors.joining("; ")));
        }
        return table.lines();
    }

    private static String overridden(LayerValue value) {
        return Text.oneLine(value.text()) + " (" + value.layer()
                + value.span().map(span -> ", " + span).orElse("") + ")";
    }
}
