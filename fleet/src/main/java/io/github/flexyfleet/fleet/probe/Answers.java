package io.github.flexyfleet.fleet.probe;

import java.util.EnumMap;
import java.util.Map;

/** Answers as they come in. For one thread. */
final class Answers {
    private final Map<Fact, Answer> all = new EnumMap<>(Fact.class);

    void found(Fact fact, boolean value) {
        all.put(fact, new Answer.Found(value));
    }

    void found(Fact fact, int value) {
        all.put(fact, new Answer.Found(value));
    }

    void found(Fact fact, String value) {
        all.put(fact, new Answer.Found(value));
    }

    /** Unless there is an answer already. */
    void unknown(String reason, Fact... facts) {
        for (Fact fact : facts) {
            all.putIfAbsent(fact, new Answer.Unknown(reason));
        }
    }

    boolean isKnown(Fact fact) {
        return all.get(fact) instanceof Answer.Found;
    }

    boolean is(Fact fact) {
        return all.get(fact) instanceof Answer.Found found && found.value().equals(true);
    }

    int number(Fact fact, int otherwise) {
        return all.get(fact) instanceof Answer.Found found && found.value() instanceof Integer number
                ? number
                : otherwise;
    }

    String word(Fact fact, String otherwise) {
        return all.get(fact) instanceof Answer.Found found && found.value() instanceof String word ? word : otherwise;
    }

    /** All facts; what was not asked has a reason that says so. */
    Map<Fact, Answer> all() {
        unknown("it was not asked", Fact.values());
        return all;
    }
}
