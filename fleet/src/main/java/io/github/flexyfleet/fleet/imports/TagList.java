package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.FlexyGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A Flexy's tag list, as {@code var_lst.csv} or the export {@code $dtTL} has it. Columns are found by their names where
 * there is a header, since they differ by firmware, else by the places that clients rely on (flexy-etk 5).
 *
 * @param tags the tags
 * @param unreadable rows that are no tag
 */
record TagList(List<Tag> tags, int unreadable) {
    private static final Map<String, String> TYPES =
            Map.of("0", "boolean", "1", "float", "2", "integer", "3", "dword", "6", "string");

    /**
     * One tag.
     *
     * @param name its name
     * @param groups the groups A to D that it is in
     * @param type word for its type
     */
    record Tag(String name, Set<FlexyGroup> groups, String type) {}

    private record Columns(int name, Map<FlexyGroup, Integer> groups, int type) {
        static final Columns BY_PLACE =
                new Columns(1, Map.of(FlexyGroup.A, 25, FlexyGroup.B, 26, FlexyGroup.C, 27, FlexyGroup.D, 28), 55);

        static Columns of(List<String> header) {
            List<String> names =
                    header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
            Map<FlexyGroup, Integer> groups = new EnumMap<>(FlexyGroup.class);
            for (FlexyGroup group : FlexyGroup.values()) {
                groups.put(group, names.indexOf("ivgroup" + group.name().toLowerCase(Locale.ROOT)));
            }
            return new Columns(names.indexOf("name"), groups, names.indexOf("type"));
        }
    }

    static TagList parse(String text) {
        List<List<String>> rows = SeparatedText.rows(text);
        boolean header = !rows.isEmpty() && rows.get(0).stream().anyMatch("name"::equalsIgnoreCase);
        Columns columns = header ? Columns.of(rows.get(0)) : Columns.BY_PLACE;
        List<Tag> tags = new ArrayList<>();
        int unreadable = 0;
        for (List<String> row : rows.subList(header ? 1 : 0, rows.size())) {
            String name = cell(row, columns.name());
            if (name.isEmpty()) {
                unreadable++;
                continue;
            }
            Set<FlexyGroup> groups = EnumSet.noneOf(FlexyGroup.class);
            for (FlexyGroup group : FlexyGroup.values()) {
                if (cell(row, columns.groups().get(group)).equals("1")) {
                    groups.add(group);
                }
            }
            String type = cell(row, columns.type());
            tags.add(new Tag(name, groups, TYPES.getOrDefault(type, "of another type")));
        }
        return new TagList(tags, unreadable);
    }

    private static String cell(List<String> row, int column) {
        return column >= 0 && column < row.size() ? row.get(column) : "";
    }

    /** The groups that hold at least one tag. */
    Set<FlexyGroup> usedGroups() {
        Set<FlexyGroup> used = EnumSet.noneOf(FlexyGroup.class);
        tags.forEach(tag -> used.addAll(tag.groups()));
        return used;
    }

    /** Counts per group and type in words. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(count(tags) + types(tags));
        for (FlexyGroup group : usedGroups()) {
            List<Tag> members =
                    tags.stream().filter(tag -> tag.groups().contains(group)).toList();
            words.add("group " + group + ": " + count(members) + types(members));
        }
        List<Tag> without = tags.stream().filter(tag -> tag.groups().isEmpty()).toList();
        if (!without.isEmpty()) {
            words.add("in no group, so not sent: " + count(without));
        }
        if (unreadable > 0) {
            words.add("could not be read: " + unreadable + (unreadable == 1 ? " row" : " rows"));
        }
        return words;
    }

    /** Parameters for {@code flexy:budget} that fit these tags; empty without tags in groups. */
    String budgetParameters() {
        int most = usedGroups().stream()
                .mapToInt(group -> (int) tags.stream()
                        .filter(tag -> tag.groups().contains(group))
                        .count())
                .max()
                .orElse(0);
        long nameBytes = Math.round(tags.stream()
                .mapToInt(tag -> tag.name().getBytes(StandardCharsets.UTF_8).length)
                .average()
                .orElse(1));
        return most == 0
                ? ""
                : "-Dflexy.budget.tagsPerGroup=" + most + " -Dflexy.budget.nameBytes=" + Math.max(1, nameBytes);
    }

    private static String count(List<Tag> some) {
        return some.size() + (some.size() == 1 ? " tag" : " tags");
    }

    private static String types(List<Tag> some) {
        Map<String, Long> byType =
                some.stream().collect(Collectors.groupingBy(Tag::type, TreeMap::new, Collectors.counting()));
        return byType.isEmpty()
                ? ""
                : byType.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
