package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.FlexyGroup;
import io.github.flexyfleet.fleet.model.TagList;
import io.github.flexyfleet.fleet.model.TagType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a tag list holds, for people. */
final class TagListWords {
    private TagListWords() {}

    /** Counts per group and type in words. */
    static List<String> of(TagList list) {
        List<String> words = new ArrayList<>();
        words.add(count(list.tags()) + types(list.tags()));
        for (FlexyGroup group : list.usedGroups()) {
            List<TagList.Tag> members = list.tags().stream()
                    .filter(tag -> tag.groups().contains(group))
                    .toList();
            words.add("group " + group + ": " + count(members) + types(members));
        }
        List<TagList.Tag> without =
                list.tags().stream().filter(tag -> tag.groups().isEmpty()).toList();
        if (!without.isEmpty()) {
            words.add("in no group, so not sent: " + count(without));
        }
        int unreadable = list.unreadable().size();
        if (unreadable > 0) {
            words.add("could not be read: " + unreadable + (unreadable == 1 ? " row" : " rows"));
        }
        return words;
    }

    /** Parameters for {@code flexy:budget} that fit these tags; empty without tags in groups. */
    static String budgetParameters(TagList list) {
        int most = list.usedGroups().stream()
                .mapToInt(group -> (int) list.tags().stream()
                        .filter(tag -> tag.groups().contains(group))
                        .count())
                .max()
                .orElse(0);
        return most == 0
                ? ""
                : "-Dflexy.budget.tagsPerGroup=" + most + " -Dflexy.budget.nameBytes=" + list.meanNameBytes();
    }

    private static String count(List<TagList.Tag> some) {
        return some.size() + (some.size() == 1 ? " tag" : " tags");
    }

    private static String types(List<TagList.Tag> some) {
        Map<String, Long> byType = some.stream()
                .collect(Collectors.groupingBy(
                        tag -> tag.type().map(TagType::word).orElse("of another type"),
                        TreeMap::new,
                        Collectors.counting()));
        return byType.isEmpty()
                ? ""
                : byType.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
