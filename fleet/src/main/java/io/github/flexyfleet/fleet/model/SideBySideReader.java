package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.DidYouMean;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads which devices may be worked on at the same time. */
final class SideBySideReader {
    private final Map<String, DeviceId> known;
    private final boolean whole;
    private final Findings findings;

    /**
     * For some devices.
     *
     * @param known by their names
     * @param whole whether these are all: else a name that is not known may be right
     */
    SideBySideReader(Map<String, DeviceId> known, boolean whole, Findings findings) {
        this.known = known;
        this.whole = whole;
        this.findings = findings;
    }

    SideBySide read(MapValue rollout) {
        List<List<DeviceId>> groups = new ArrayList<>();
        Map<Set<DeviceId>, Located<String>> seen = new HashMap<>();
        for (Value item : rollout.list("notTogether").map(ListValue::items).orElse(List.of())) {
            if (item instanceof ListValue list) {
                List<DeviceId> group = group(list, seen);
                if (group.size() > 1) {
                    groups.add(group);
                }
            }
        }
        return new SideBySide(number(rollout, "concurrency"), number(rollout, "perSite"), groups);
    }

    private List<DeviceId> group(ListValue list, Map<Set<DeviceId>, Located<String>> seen) {
        Map<DeviceId, Located<String>> devices = new LinkedHashMap<>();
        for (Value item : list.items()) {
            Optional<Located<String>> name = Scalars.text(item);
            if (name.isEmpty()) {
                continue;
            }
            DeviceId device = known.get(name.get().value());
            if (device == null) {
                unknown(name.get());
                continue;
            }
            Located<String> first = devices.putIfAbsent(device, name.get());
            if (first != null) {
                twice(name.get(), first, "device " + Text.quote(device.value()) + " stands twice in this group");
            }
        }
        if (devices.size() > 1) {
            Located<String> name = devices.values().iterator().next();
            Located<String> first = seen.putIfAbsent(new TreeSet<>(devices.keySet()), name);
            if (first != null) {
                twice(name, first, "this group stands here twice");
            }
        }
        return List.copyOf(devices.keySet());
    }

    private void twice(Located<String> name, Located<String> first, String what) {
        findings.add(
                FindingCode.NOT_TOGETHER_TWICE, name.span(), what, FindingCode.NOT_TOGETHER_TWICE.mend(), first.span());
    }

    private void unknown(Located<String> name) {
        if (whole) {
            findings.add(
                    FindingCode.UNKNOWN_NOT_TOGETHER,
                    name.span(),
                    "device " + Text.quote(name.value()) + " is not of this fleet",
                    DidYouMean.suggest(name.value(), known.keySet())
                            .map(meant -> "did you mean " + meant + "?")
                            .orElse(FindingCode.UNKNOWN_NOT_TOGETHER.mend()));
        }
    }

    private static OptionalInt number(MapValue map, String key) {
        Optional<Integer> number = Scalars.integer(map, key).filter(found -> found >= 1 && found <= 64);
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }
}
