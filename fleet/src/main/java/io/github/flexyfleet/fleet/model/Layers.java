package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ScalarKind;
import io.github.flexyfleet.fleet.source.ScalarValue;
import io.github.flexyfleet.fleet.source.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Layers of settings, weakest first. A later layer wins leaf by leaf; a list is a leaf, unless a later layer has
 * {@code append} in its place, whose items come after those of the layers below; an empty value says nothing.
 */
final class Layers {
    private final List<Layer> weakestFirst;

    Layers(List<Layer> weakestFirst) {
        this.weakestFirst = List.copyOf(weakestFirst);
    }

    /** These layers with stronger ones on top. */
    Layers with(List<Layer> stronger) {
        List<Layer> more = new ArrayList<>(weakestFirst);
        more.addAll(stronger);
        return new Layers(more);
    }

    /** The layers themselves. */
    List<Layer> weakestFirst() {
        return weakestFirst;
    }

    /** Whether any layer waits for its site or device. */
    boolean anyWaits() {
        return weakestFirst.stream().anyMatch(Layer::waits);
    }

    /** These layers, each changed. */
    Layers map(UnaryOperator<Layer> change) {
        return new Layers(weakestFirst.stream().map(change).toList());
    }

    /**
     * The items of the list at a path, with what later layers append.
     *
     * @param findings gets a finding when there is nothing to append to
     */
    List<Value> list(Findings findings, String... path) {
        List<Value> items = null;
        for (MapEntry entry : entries(path)) {
            if (entry.value() instanceof ListValue list) {
                items = new ArrayList<>(list.items());
            } else if (entry.value() instanceof MapValue map
                    && map.list("append").isPresent()) {
                if (items == null) {
                    items = new ArrayList<>();
                    String what = "no layer below has a list " + String.join(".", path) + " to append to";
                    findings.add(FindingCode.NOTHING_TO_APPEND, entry.keySpan(), what);
                }
                items.addAll(map.list("append").orElseThrow().items());
            }
        }
        return items == null ? List.of() : items;
    }

    /** The leaf at a path. */
    Optional<Resolution> leaf(String... path) {
        Layer winner = null;
        Value value = null;
        List<Span> overridden = new ArrayList<>();
        for (int i = weakestFirst.size() - 1; i >= 0; i--) {
            Optional<Value> found = at(weakestFirst.get(i), path).map(MapEntry::value);
            if (found.isEmpty()) {
                continue;
            }
            if (winner == null) {
                winner = weakestFirst.get(i);
                value = found.get();
            } else {
                overridden.add(found.get().span());
            }
        }
        return winner == null ? Optional.empty() : Optional.of(new Resolution(value, winner.name(), overridden));
    }

    /** The keys that any layer has in the map at a path, sorted. */
    SortedSet<String> names(String... path) {
        SortedSet<String> names = new TreeSet<>();
        for (MapEntry entry : entries(path)) {
            if (entry.value() instanceof MapValue map) {
                names.addAll(map.entries().keySet());
            }
        }
        return names;
    }

    /** What the layers have at a path, weakest first; empty values left out. */
    List<MapEntry> entries(String... path) {
        return weakestFirst.stream().flatMap(layer -> at(layer, path).stream()).toList();
    }

    private static Optional<MapEntry> at(Layer layer, String... path) {
        Optional<MapValue> map = Optional.of(layer.settings());
        for (int i = 0; i < path.length - 1; i++) {
            String step = path[i];
            map = map.flatMap(inner -> inner.map(step));
        }
        return map.flatMap(inner -> inner.entry(path[path.length - 1])).filter(Layers::saysSomething);
    }

    private static boolean saysSomething(MapEntry entry) {
        return !(entry.value() instanceof ScalarValue scalar && scalar.kind() == ScalarKind.NULL);
    }
}
