package io.github.flexyfleet.fleet.probe;

import java.util.List;
import java.util.stream.Stream;

/**
 * A fact in words, for people.
 *
 * @param id of the fact
 * @param says the statement whose truth, number or word is asked for
 * @param source files and sections of the facts that leave it open
 * @param found how it is found out
 * @param place where the tool relies on it: a class, or a member of one; several with a comma between them
 */
record FactText(String id, String says, String source, String found, String place) {
    /** The words of an id. */
    static FactText of(String id) {
        return Stream.of(OutsideTexts.all(), InsideTexts.all())
                .flatMap(List::stream)
                .filter(text -> text.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no words for " + id));
    }

    List<String> places() {
        return List.of(place.split(", ", -1));
    }
}
