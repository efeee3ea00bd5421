package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import io.github.flexyfleet.fleet.source.DidYouMean;
import io.github.flexyfleet.fleet.source.ExportText;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ProjectFolder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tag lists that devices name, each file read once and each content kept once, and what tag groups select in them.
 * One use per fleet.
 */
final class TagLists {
    private static final int SHOWN_LISTS = 5;
    private static final List<String> SELECTION = List.of("names", "groups", "types");

    private final ProjectFolder project;
    private final Findings findings;
    private final Map<Path, Optional<Known>> files = new HashMap<>();
    private final Map<ByteBuffer, TagList> contents = new HashMap<>();
    private final Map<Span, Use> uses = new LinkedHashMap<>();
    private final Map<Span, Use> histories = new LinkedHashMap<>();
    private final Map<Span, Use> writables = new LinkedHashMap<>();

    private record Known(String label, TagList list) {}

    /** A tag group, or a pattern of writable tags, as it stands in one place, whose devices may have several lists. */
    private static final class Use {
        private final String who;
        private final TreeMap<String, TagList> lists = new TreeMap<>();
        private final Set<String> wantedNames = new LinkedHashSet<>();
        private boolean selects;
        private boolean records;

        Use(String who) {
            this.who = who;
        }

        void take(TagSelection selection, Known known) {
            lists.put(known.label(), known.list());
            records = records || known.list().records(selection);
            selects = selects || known.list().count(selection) > 0;
            if (!selects) {
                selection.names().stream()
                        .filter(name -> !name.startsWith("!") && !name.contains("*") && !name.contains("?"))
                        .forEach(wantedNames::add);
            }
        }
    }

    TagLists(ProjectFolder project, Findings findings) {
        this.project = project;
        this.findings = findings;
    }

    /** The list that the layers name, and its part in judging their tag groups and what may be written. */
    Optional<TagList> read(Layers layers, List<TagGroup> groups, List<Writable> writable) {
        Optional<Known> known = layers.leaf("tagList")
                .flatMap(leaf -> Scalars.text(leaf.value()))
                .filter(name -> !name.value().isEmpty())
                .flatMap(this::known);
        known.ifPresent(list -> groups.forEach(group -> {
            place(layers, group.name()).ifPresent(place -> take(uses, place, group, list));
            if (group.push().history()) {
                layers.leaf("tagGroups", group.name(), "history")
                        .ifPresent(leaf -> take(histories, leaf.value().span(), group, list));
            }
        }));
        known.ifPresent(list -> writable.forEach(rule -> take(
                writables,
                rule.span(),
                "writable " + Text.quote(rule.pattern()),
                new TagSelection(Set.of(), List.of(rule.pattern()), Set.of()),
                list)));
        return known.map(Known::list);
    }

    private static void take(Map<Span, Use> uses, Span place, TagGroup group, Known list) {
        take(uses, place, "tag group " + Text.quote(group.name()), group.tags(), list);
    }

    private static void take(Map<Span, Use> uses, Span place, String who, TagSelection selection, Known list) {
        uses.computeIfAbsent(place, none -> new Use(who)).take(selection, list);
    }

    /** Where the strongest layer says which tags a group takes. */
    private static Optional<Span> place(Layers layers, String group) {
        Span place = null;
        for (MapEntry entry : layers.entries("tagGroups", group)) {
            if (entry.value() instanceof MapValue map
                    && SELECTION.stream().anyMatch(key -> map.get(key).isPresent())) {
                place = entry.keySpan();
            }
        }
        return Optional.ofNullable(place);
    }

    private Optional<Known> known(Located<String> name) {
        return project.file(name, findings).flatMap(file -> {
            Optional<Known> known = files.get(file.path());
            if (known == null) {
                known = read(file);
                files.put(file.path(), known);
            }
            return known;
        });
    }

    private Optional<Known> read(ProjectFolder.NamedFile file) {
        return project.read(file, findings)
                .map(bytes -> contents.computeIfAbsent(
                        ByteBuffer.wrap(bytes), content -> TagList.parse(ExportText.decode(bytes))))
                .filter(list -> isSound(list, file))
                .map(list -> new Known(file.label(), list));
    }

    private boolean isSound(TagList list, ProjectFolder.NamedFile file) {
        if (list.isSound()) {
            return true;
        }
        String shown = Text.quote(file.label());
        if (!list.knowsGroupsAndTypes()) {
            bad(file, shown + " is no tag list: it has no columns Name, IVGroupA to IVGroupD and Type", 1);
        } else if (!list.unreadable().isEmpty()) {
            bad(file, shown + " has a row that is no tag", list.unreadable().get(0));
        } else {
            bad(file, shown + " holds no tag", 1);
        }
        return false;
    }

    private void bad(ProjectFolder.NamedFile file, String what, int line) {
        Span there = new Span(file.label(), line, 1);
        findings.add(FindingCode.BAD_TAG_LIST, file.named(), what, FindingCode.BAD_TAG_LIST.mend(), there);
    }

    /** To be called when all devices are read. */
    void reportUnselecting() {
        uses.forEach((place, use) -> {
            if (!use.selects) {
                FindingCode code = FindingCode.NOTHING_SELECTED;
                report(code, place, use, "selects no tag of ", mend(use, code));
            }
        });
        writables.forEach((place, use) -> {
            if (!use.selects) {
                FindingCode code = FindingCode.WRITABLE_SELECTS_NOTHING;
                report(code, place, use, "names no tag of ", mend(use, code));
            }
        });
        histories.forEach((place, use) -> {
            if (use.selects && !use.records) {
                FindingCode code = FindingCode.NOTHING_RECORDED;
                report(code, place, use, "wants history, but selects no tag that the Flexy records, by ", code.mend());
            }
        });
    }

    private void report(FindingCode code, Span place, Use use, String what, String mend) {
        int count = use.lists.size();
        String lists = count == 1 ? Text.quote(use.lists.firstKey()) : "any of " + count + " tag lists";
        findings.add(
                code,
                place,
                use.who + " " + what + lists,
                mend,
                use.lists.keySet().stream()
                        .limit(SHOWN_LISTS)
                        .map(Span::startOf)
                        .toArray(Span[]::new));
    }

    private static String mend(Use use, FindingCode code) {
        Set<String> known = new LinkedHashSet<>();
        use.lists.values().forEach(list -> list.tags().forEach(tag -> known.add(tag.name())));
        return use.wantedNames.stream()
                .filter(name -> !known.contains(name))
                .flatMap(name -> DidYouMean.suggest(name, known).stream())
                .findFirst()
                .map(name -> "did you mean tag " + Text.quote(name) + "?")
                .orElse(code.mend());
    }
}
