package io.github.flexyfleet.simulator.reality;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An assumption that a probe can settle. Its values are Booleans, Integers or Strings.
 *
 * @param id as in profiles
 * @param place the component that holds it, such as {@code WebQuirks.missingStatus}
 * @param values what it can be set to, among them the assumption; for tests
 * @param reader its value as a probe finds it
 * @param writer sets it
 */
public record Switch(
        String id,
        String place,
        List<Object> values,
        Function<Assumptions, Object> reader,
        BiFunction<Assumptions, Object, Assumptions> writer) {
    /** Copies the list. */
    public Switch {
        values = List.copyOf(values);
    }

    /** Its value. */
    public Object of(Assumptions assumptions) {
        return reader.apply(assumptions);
    }

    /**
     * The same assumptions with another value.
     *
     * @throws IllegalArgumentException for one of another type
     */
    public Assumptions set(Assumptions assumptions, Object value) {
        if (value.getClass() != values.get(0).getClass()) {
            throw new IllegalArgumentException(id + " is " + value + ", not " + kind());
        }
        return writer.apply(assumptions, value);
    }

    private String kind() {
        return values.get(0) instanceof Boolean
                ? "true or false"
                : values.get(0) instanceof Integer ? "a number" : "a word";
    }
}
