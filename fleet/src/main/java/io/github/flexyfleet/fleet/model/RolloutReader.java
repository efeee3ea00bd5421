package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads in which order a fleet is rolled out to, and when that stops. */
final class RolloutReader {
    private static final Duration LONGEST_WINDOW = Duration.ofDays(90);

    private RolloutReader() {}

    /**
     * Reads the policy.
     *
     * @param whole whether all devices are known: else nothing can be said of those that are in no wave
     */
    static RolloutPolicy read(MapValue root, String fleet, List<Site> sites, boolean whole, Findings findings) {
        MapValue rollout = root.map("rollout").orElse(MapValue.empty(root.span()));
        WaveOrder order =
                new WaveOrder(Scalars.text(rollout, "seed").map(Located::value).orElse(fleet));
        List<Device> devices =
                sites.stream().flatMap(site -> site.devices().stream()).toList();
        Map<String, DeviceId> names = new LinkedHashMap<>();
        devices.forEach(device -> names.put(device.id().value(), device.id()));
        GatesReader gatesReader = new GatesReader(findings);
        List<GateRule> gates = gatesReader.read(rollout).orElse(List.of());
        TimingReader timing = new TimingReader(findings);
        Optional<ListValue> waves =
                rollout.list("waves").filter(list -> !list.items().isEmpty());
        return new RolloutPolicy(
                waves.isPresent() && whole
                        ? new WavesReader(sites, order, gatesReader, gates, findings).read(waves.get())
                        : DefaultWaves.of(devices, order, gates),
                rollout.list("abort")
                        .map(list -> rules(list, findings))
                        .filter(rules -> !rules.isEmpty())
                        .orElse(List.of(AbortRule.BUILT_IN)),
                reverts(rollout) ? OnAbort.REVERT : OnAbort.KEEP,
                new SideBySideReader(names, whole, findings).read(rollout),
                timing.read(rollout),
                timing.debtDeadline(rollout),
                rollout.get("rollbackWindow")
                        .flatMap(value -> Scalars.duration(
                                value, Duration.ZERO, LONGEST_WINDOW, FindingCode.SOAK_RANGE, findings))
                        .orElse(RolloutPolicy.ROLLBACK_WINDOW));
    }

    private static boolean reverts(MapValue rollout) {
        return Scalars.text(rollout, "onAbort")
                .filter(text -> text.value().equals("revert"))
                .isPresent();
    }

    private static List<AbortRule> rules(ListValue list, Findings findings) {
        return list.items().stream()
                .filter(MapValue.class::isInstance)
                .flatMap(item -> rule((MapValue) item, findings).stream())
                .toList();
    }

    private static Optional<AbortRule> rule(MapValue map, Findings findings) {
        Optional<Integer> atLeast = Scalars.integer(map, "atLeast").filter(number -> number >= 1);
        Optional<Located<String>> written = Scalars.text(map, "ofFinished");
        Optional<Share> share = written.flatMap(text -> Share.parse(text.value()));
        if (written.isPresent() && share.isEmpty()) {
            // One that can never be reached, or always is, would look like a limit and be none.
            findings.add(
                    FindingCode.ABORT_RANGE,
                    written.get().span(),
                    "\"" + written.get().value() + "\" is no share of the finished devices");
            return Optional.empty();
        }
        if (map.get("atLeast").isEmpty() && written.isEmpty()) {
            findings.add(FindingCode.ABORT_RANGE, map.span(), "the rule does not say how many");
            return Optional.empty();
        }
        String when = Scalars.text(map, "when").map(Located::value).orElse("");
        return Arrays.stream(FailureClass.values())
                .filter(known -> known.name().equals(when))
                .findFirst()
                .map(known -> new AbortRule(
                        known,
                        atLeast.orElse(1),
                        share,
                        Scalars.integer(map, "minFinished")
                                .filter(number -> number >= 1)
                                .orElse(AbortRule.DEFAULT_MIN_FINISHED)));
    }
}
