package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.DidYouMean;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.SourceTree;
import io.github.flexyfleet.fleet.source.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The profiles of a fleet, and who names them. One use per fleet. */
final class Profiles {
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, MapEntry> entries;
    private final boolean complete;
    private final Findings findings;
    private final Set<String> used = new HashSet<>();
    private final Map<String, String> mends = new HashMap<>();

    Profiles(SourceTree tree, Findings findings) {
        this.entries = tree.root().map("profiles").map(MapValue::entries).orElse(Map.of());
        this.complete = tree.complete();
        this.findings = findings;
        entries.forEach((name, entry) -> layers.put(
                name,
                Layer.of(
                        "profile " + name,
                        entry.value() instanceof MapValue map ? map : MapValue.empty(entry.keySpan()))));
    }

    /** The layers that a site or device names in its list, in the list's order. */
    List<Layer> named(MapValue holder) {
        List<Value> names = holder.list("profiles").map(ListValue::items).orElse(List.of());
        if (names.isEmpty()) {
            return List.of();
        }
        List<Layer> named = new ArrayList<>(names.size());
        for (Value item : names) {
            Scalars.text(item).flatMap(this::layer).ifPresent(named::add);
        }
        return named;
    }

    private Optional<Layer> layer(Located<String> name) {
        Layer layer = layers.get(name.value());
        if (layer != null) {
            used.add(name.value());
        } else if (complete) {
            findings.add(
                    FindingCode.UNKNOWN_PROFILE,
                    name.span(),
                    "there is no profile " + Text.quote(name.value()),
                    mends.computeIfAbsent(name.value(), this::mend));
        }
        return Optional.ofNullable(layer);
    }

    private String mend(String name) {
        return DidYouMean.suggest(name, layers.keySet())
                .map(known -> "did you mean " + Text.quote(known) + "?")
                .orElse(FindingCode.UNKNOWN_PROFILE.mend());
    }

    /** To be called when all sites and devices are read. */
    void reportUnused() {
        for (MapEntry entry : entries.values()) {
            if (complete && !used.contains(entry.name())) {
                findings.add(
                        FindingCode.UNUSED_PROFILE,
                        entry.keySpan(),
                        "no site and no device names profile " + Text.quote(entry.name()));
            }
        }
    }
}
