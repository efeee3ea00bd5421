package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.source.ListValue;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ScalarKind;
import io.github.flexyfleet.fleet.source.ScalarValue;
import io.github.flexyfleet.fleet.source.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Explains what layers say, leaf by leaf, with what is built in below them. */
final class Leaves {
    private final List<Part> strongestFirst;

    private record Part(String layer, MapValue map) {}

    private record Said(String layer, Value value) {}

    private Leaves(List<Part> strongestFirst) {
        this.strongestFirst = List.copyOf(strongestFirst);
    }

    static Leaves of(String layer, MapValue map) {
        return new Leaves(List.of(new Part(layer, map)));
    }

    static Leaves of(Layers layers) {
        List<Part> parts = new ArrayList<>();
        layers.weakestFirst().forEach(layer -> parts.add(new Part(layer.name(), layer.settings())));
        Collections.reverse(parts);
        return new Leaves(parts);
    }

    /** The keys that any layer has at its top, and these, sorted. */
    Collection<String> names(String... always) {
        TreeSet<String> names = new TreeSet<>(Arrays.asList(always));
        strongestFirst.forEach(part -> names.addAll(part.map().entries().keySet()));
        return names;
    }

    /** All leaves at and below a key, sorted. */
    List<ExplainedValue> below(String name) {
        Map<String, List<String>> paths = new TreeMap<>();
        BuiltIn.pathsOf(name).forEach(path -> paths.put(String.join(".", path), path));
        collect(List.of(name), paths);
        return paths.entrySet().stream()
                .flatMap(path -> explain(path.getKey(), path.getValue()).stream())
                .toList();
    }

    private void collect(List<String> path, Map<String, List<String>> paths) {
        TreeSet<String> names = new TreeSet<>();
        boolean isLeaf = false;
        for (Said said : said(path)) {
            if (said.value() instanceof MapValue map && !isAppend(map)) {
                names.addAll(map.entries().keySet());
            } else {
                isLeaf = true;
            }
        }
        if (names.isEmpty() || isLeaf) {
            // Both a leaf and more below it: a writable tag with limits that another layer takes away.
            paths.put(String.join(".", path), path);
        }
        if (names.isEmpty()) {
            return;
        }
        if (path.size() == 2 && path.get(0).equals("tagGroups")) {
            names.add("format");
        }
        for (String name : names) {
            List<String> inner = new ArrayList<>(path);
            inner.add(name);
            collect(inner, paths);
        }
    }

    private Optional<ExplainedValue> explain(String path, List<String> steps) {
        List<LayerValue> values = new ArrayList<>();
        List<Said> all = said(steps);
        for (int i = 0; i < all.size(); i++) {
            String text = i == 0 ? whole(all) : text(all.get(i).value());
            values.add(new LayerValue(
                    text, all.get(i).layer(), Optional.of(all.get(i).value().span())));
        }
        BuiltIn.at(steps).ifPresent(values::add);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExplainedValue(path, values.get(0), values.subList(1, values.size())));
    }

    /** What each layer says, strongest first; an empty value or map says nothing. */
    private List<Said> said(List<String> path) {
        List<Said> said = new ArrayList<>();
        for (Part part : strongestFirst) {
            Optional<Value> value = Optional.of(part.map());
            for (String step : path) {
                value = value.flatMap(outer -> outer instanceof MapValue map ? map.get(step) : Optional.empty());
            }
            value.filter(Leaves::saysSomething).ifPresent(found -> said.add(new Said(part.layer(), found)));
        }
        return said;
    }

    private static boolean saysSomething(Value value) {
        if (value instanceof ScalarValue scalar) {
            return scalar.kind() != ScalarKind.NULL;
        }
        return !(value instanceof MapValue map) || !map.entries().isEmpty();
    }

    /** What holds: with the append form, the list below it too. */
    private static String whole(List<Said> strongestFirst) {
        StringBuilder text = new StringBuilder();
        for (Said said : strongestFirst) {
            text.insert(0, text(said.value()) + (text.isEmpty() ? "" : " "));
            if (!isAppend(said.value())) {
                break;
            }
        }
        return text.toString();
    }

    private static boolean isAppend(Value value) {
        return value instanceof MapValue map
                && map.entries().size() == 1
                && map.list("append").isPresent();
    }

    private static String text(Value value) {
        if (value instanceof ScalarValue scalar) {
            return scalar.text();
        }
        if (value instanceof ListValue list) {
            return list.items().stream().map(Leaves::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof MapValue map && isAppend(map)) {
            return "+ " + map.list("append").map(Leaves::text).orElseThrow();
        }
        return ((MapValue) value)
                .entries().values().stream()
                        .map((MapEntry entry) -> entry.name() + ": " + text(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
