package io.github.flexyfleet.fleet.imports;

import io.github.flexyfleet.fleet.model.TagList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what it can of a tag list: the groups. Hub, device and periods stand in none. */
final class TagListImport {
    private TagListImport() {}

    /**
     * Makes what it can.
     *
     * @param path of the list relative to the fleet file; empty when it lies where a fleet file cannot name it
     */
    static ImportedFleet read(String fileName, Optional<String> path, String text) {
        TagList list = TagList.parse(text);
        List<String> notes = new ArrayList<>(TagListWords.of(list));
        String parameters = TagListWords.budgetParameters(list);
        if (parameters.isEmpty()) {
            notes.add("no tag is in one of the groups A to D: put those that shall be sent into one");
        } else {
            notes.add("for this gateway's budget: mvn flexy:budget " + parameters);
        }
        return new ImportedFleet(
                fileName,
                Optional.empty(),
                Optional.empty(),
                new ImportedGroup("all", list.usedGroups(), Optional.empty(), Optional.empty(), notes),
                List.of(),
                path.filter(any -> list.isSound()),
                List.of("a tag list says nothing of hub, devices and periods"));
    }
}
