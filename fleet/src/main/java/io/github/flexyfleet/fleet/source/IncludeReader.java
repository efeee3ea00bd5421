package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a fleet file with the files that it includes. Sites and profiles of all of them come together in one map each;
 * a name stands in one file only, so that no order of files decides anything. One use per fleet.
 */
final class IncludeReader {
    private static final int MAX_DEPTH = 5;
    private static final List<String> MERGED = List.of("profiles", "sites");
    private static final List<String> LISTED = List.of("devicesFrom", "include");
    private static final List<String> KNOWN = List.of("devicesFrom", "include", "profiles", "sites");

    private final ProjectFolder project;
    private final Expander expander;
    private final Findings findings;
    private final Map<Path, Span> read = new HashMap<>();
    private final Map<String, Merged> merged = new LinkedHashMap<>();
    private final Map<String, ListOf> lists = new LinkedHashMap<>();
    private boolean complete = true;

    private record Merged(MapEntry first, Map<String, MapEntry> entries) {
        MapEntry entry() {
            return new MapEntry(first.key(), new MapValue(entries, first.value().span()));
        }
    }

    private record ListOf(MapEntry first, List<Value> items) {
        /** The first file's own entry when no other file has one. */
        MapEntry entry() {
            boolean alone =
                    first.value() instanceof ListValue list ? list.items().size() == items.size() : items.size() == 1;
            return alone
                    ? first
                    : new MapEntry(
                            first.key(), new ListValue(items, first.value().span()));
        }
    }

    IncludeReader(ProjectFolder project, Expander expander, Findings findings) {
        this.project = project;
        this.expander = expander;
        this.findings = findings;
    }

    Optional<SourceTree> read(Path fleetFile) {
        return SourceReader.read(project, fleetFile, findings)
                .map(expander::fleet)
                .map(root -> {
                    Path file = project.resolve(fleetFile);
                    firstTime(file, Span.startOf(project.label(file)));
                    String name = root.get("fleet")
                            .map(value -> value instanceof ScalarValue scalar ? scalar.text() : "")
                            .orElse("");
                    collect(root);
                    include(root, file, name, 1);
                    Map<String, MapEntry> entries = new LinkedHashMap<>(root.entries());
                    merged.forEach((key, map) -> entries.compute(
                            key, (same, own) -> own == null || mergeable(own.value()) ? map.entry() : own));
                    lists.forEach((key, list) -> entries.put(key, list.entry()));
                    return new SourceTree(new MapValue(entries, root.span()), complete, true);
                });
    }

    private static boolean mergeable(Value value) {
        return value instanceof MapValue || isEmpty(value);
    }

    private static boolean isEmpty(Value value) {
        return value instanceof ScalarValue scalar && scalar.kind() == ScalarKind.NULL;
    }

    private void collect(MapValue file) {
        for (String key : LISTED) {
            file.entry(key).filter(entry -> !isEmpty(entry.value())).ifPresent(entry -> {
                ListOf all = lists.computeIfAbsent(key, none -> new ListOf(entry, new ArrayList<>()));
                all.items().addAll(entry.value() instanceof ListValue list ? list.items() : List.of(entry.value()));
            });
        }
        for (String key : MERGED) {
            file.entry(key).filter(entry -> entry.value() instanceof MapValue).ifPresent(entry -> {
                Merged all = merged.computeIfAbsent(key, none -> new Merged(entry, new LinkedHashMap<>()));
                ((MapValue) entry.value()).entries().values().forEach(inner -> put(key, all, inner));
            });
        }
    }

    private void put(String key, Merged all, MapEntry entry) {
        MapEntry first = all.entries().putIfAbsent(entry.name(), entry);
        if (first != null) {
            findings.add(
                    FindingCode.NAME_IN_TWO_FILES,
                    entry.keySpan(),
                    key.substring(0, key.length() - 1) + " " + Text.quote(entry.name()) + " stands in two files",
                    FindingCode.NAME_IN_TWO_FILES.mend(),
                    first.keySpan());
        }
    }

    private void include(MapValue from, Path fromFile, String fleetName, int depth) {
        for (Value item : from.list("include").map(ListValue::items).orElse(List.of())) {
            if (!(item instanceof ScalarValue glob)
                    || glob.kind() != ScalarKind.TEXT
                    || glob.text().isEmpty()) {
                complete = false; // the schema check tells why
            } else if (depth > MAX_DEPTH) {
                complete = false;
                findings.add(
                        FindingCode.INCLUDE_TOO_DEEP,
                        glob.span(),
                        "files include files more than " + MAX_DEPTH + " deep");
            } else {
                files(glob, fromFile).forEach(file -> file(file, glob.span(), fleetName, depth));
            }
        }
    }

    private List<Path> files(ScalarValue glob, Path fromFile) {
        Path base = fromFile.toAbsolutePath().getParent();
        List<Path> files = List.of();
        try {
            files = new Globs(project).files(base, glob.text());
        } catch (InvalidPathException | IOException e) {
            // Told below: nothing that could be read matches.
        }
        if (files.isEmpty()) {
            complete = false;
            String what = Text.quote(glob.text()) + " matches no file in the project";
            findings.add(FindingCode.INCLUDE_NO_MATCH, glob.span(), what);
        }
        return files;
    }

    private void file(Path file, Span named, String fleetName, int depth) {
        String label = project.label(file);
        if (!firstTime(file, named)) {
            return;
        }
        Optional<MapValue> map =
                project.read(file, named, findings).flatMap(bytes -> SourceReader.parse(label, bytes, findings));
        complete &= map.isPresent();
        map.map(content -> expander.included(content, fleetName)).ifPresent(content -> {
            check(content);
            collect(content);
            include(content, file, fleetName, depth + 1);
        });
    }

    /** Remembers a file. One that is met again, also as part of a circle, is a finding: nothing is read twice. */
    private boolean firstTime(Path file, Span named) {
        Path real = file;
        try {
            real = file.toRealPath();
        } catch (IOException e) {
            // It will be told when it is read.
        }
        Span first = read.putIfAbsent(real, named);
        if (first != null) {
            String what = Text.quote(project.label(file)) + " is part of the fleet already";
            findings.add(FindingCode.INCLUDED_TWICE, named, what, FindingCode.INCLUDED_TWICE.mend(), first);
        }
        return first == null;
    }

    private void check(MapValue file) {
        for (MapEntry entry : file.entries().values()) {
            if (!KNOWN.contains(entry.name())) {
                String mend = DidYouMean.suggest(entry.name(), KNOWN)
                        .map(key -> "did you mean " + Text.quote(key) + "?")
                        .orElse("an included file holds " + String.join(", ", KNOWN));
                findings.add(
                        FindingCode.UNKNOWN_KEY,
                        entry.keySpan(),
                        "unknown key " + Text.quote(entry.name()) + " in an included file",
                        mend);
            } else if (MERGED.contains(entry.name()) && !mergeable(entry.value())) {
                findings.add(FindingCode.WRONG_TYPE, entry.value().span(), entry.name() + " must be a map");
            } else if (entry.name().equals("include")
                    && !(entry.value() instanceof ListValue)
                    && !isEmpty(entry.value())) {
                findings.add(FindingCode.WRONG_TYPE, entry.value().span(), "include must be a list");
            }
        }
    }
}
