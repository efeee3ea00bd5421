package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.source.SeparatedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Flexy's tag list, as {@code var_lst.csv} or the export {@code $dtTL} has it. Columns are found by their names where
 * there is a header, since they differ by firmware, else by the places that clients rely on (flexy-etk 5). Two lists are
 * equal only when they are the same object: one run makes one of each content. Safe for use by several threads.
 */
public final class TagList {
    private static final Map<String, TagType> TYPES = Map.of(
            "0", TagType.BOOLEAN,
            "1", TagType.FLOAT,
            "2", TagType.INTEGER,
            "3", TagType.DWORD,
            "6", TagType.STRING);

    private final List<Tag> tags;
    private final List<Integer> unreadable;
    private final boolean knowsGroupsAndTypes;
    private final Map<TagSelection, Integer> counts = new ConcurrentHashMap<>();

    /**
     * One tag.
     *
     * @param name its name
     * @param groups the groups A to D that it is in
     * @param type empty for one that the language does not have
     * @param recorded whether the Flexy records its values; also where the list does not tell
     */
    public record Tag(String name, Set<FlexyGroup> groups, Optional<TagType> type, boolean recorded) {
        /** Takes a copy. */
        public Tag {
            Set<FlexyGroup> copy = EnumSet.noneOf(FlexyGroup.class);
            copy.addAll(groups);
            groups = Collections.unmodifiableSet(copy);
        }
    }

    private record Columns(int name, Map<FlexyGroup, Integer> groups, int type, int logged) {
        static final Columns BY_PLACE =
                new Columns(1, Map.of(FlexyGroup.A, 25, FlexyGroup.B, 26, FlexyGroup.C, 27, FlexyGroup.D, 28), 55, 8);

        static Columns of(List<String> header) {
            List<String> names =
                    header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
            Map<FlexyGroup, Integer> groups = new EnumMap<>(FlexyGroup.class);
            for (FlexyGroup group : FlexyGroup.values()) {
                groups.put(group, names.indexOf("ivgroup" + group.name().toLowerCase(Locale.ROOT)));
            }
            return new Columns(names.indexOf("name"), groups, names.indexOf("type"), names.indexOf("logenabled"));
        }

        boolean complete() {
            return type >= 0 && groups.values().stream().noneMatch(column -> column < 0);
        }
    }

    private TagList(List<Tag> tags, List<Integer> unreadable, boolean knowsGroupsAndTypes) {
        this.tags = List.copyOf(tags);
        this.unreadable = List.copyOf(unreadable);
        this.knowsGroupsAndTypes = knowsGroupsAndTypes;
    }

    /** Reads a list; takes any text. */
    public static TagList parse(String text) {
        List<SeparatedText.Row> rows = SeparatedText.rows(text);
        boolean header = !rows.isEmpty() && rows.get(0).cells().stream().anyMatch("name"::equalsIgnoreCase);
        Columns columns = header ? Columns.of(rows.get(0).cells()) : Columns.BY_PLACE;
        boolean wide = header || rows.stream().anyMatch(row -> row.cells().size() > columns.type());
        List<Tag> tags = new ArrayList<>();
        List<Integer> unreadable = new ArrayList<>();
        for (SeparatedText.Row row : rows.subList(header ? 1 : 0, rows.size())) {
            String name = row.cell(columns.name());
            if (name.isEmpty()) {
                unreadable.add(row.line());
                continue;
            }
            Set<FlexyGroup> groups = EnumSet.noneOf(FlexyGroup.class);
            for (FlexyGroup group : FlexyGroup.values()) {
                if (row.cell(columns.groups().get(group)).equals("1")) {
                    groups.add(group);
                }
            }
            boolean recorded =
                    columns.logged() < 0 || !row.cell(columns.logged()).equals("0");
            tags.add(new Tag(name, groups, Optional.ofNullable(TYPES.get(row.cell(columns.type()))), recorded));
        }
        return new TagList(tags, unreadable, wide && columns.complete());
    }

    /** The tags in the list's order. */
    public List<Tag> tags() {
        return tags;
    }

    /** Lines, from 1, on which rows begin that are no tag. */
    public List<Integer> unreadable() {
        return unreadable;
    }

    /** Whether it has the columns that tell a tag's groups and type. */
    public boolean knowsGroupsAndTypes() {
        return knowsGroupsAndTypes;
    }

    /** Whether it is one whole list: with its columns, at least a tag, and no row that is none. */
    public boolean isSound() {
        return knowsGroupsAndTypes && unreadable.isEmpty() && !tags.isEmpty();
    }

    /** How many tags a selection takes. */
    public int count(TagSelection selection) {
        return counts.computeIfAbsent(
                selection, one -> (int) tags.stream().filter(one::takes).count());
    }

    /** Whether the Flexy records some tag that a selection takes. */
    public boolean records(TagSelection selection) {
        return tags.stream().anyMatch(tag -> tag.recorded() && selection.takes(tag));
    }

    /** Mean length of the tags' names in UTF-8, at least 1. */
    public int meanNameBytes() {
        return (int) Math.max(
                1,
                Math.round(tags.stream()
                        .mapToInt(tag -> tag.name().getBytes(StandardCharsets.UTF_8).length)
                        .average()
                        .orElse(1)));
    }

    /** The groups that hold at least one tag. */
    public Set<FlexyGroup> usedGroups() {
        Set<FlexyGroup> used = EnumSet.noneOf(FlexyGroup.class);
        tags.forEach(tag -> used.addAll(tag.groups()));
        return used;
    }
}
